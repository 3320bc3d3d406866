// Talking to the sandbox's control side as the member one has become, in the guild one looks at.

export const me = { id: "", guild: "" };

async function call(method, path, body) {
  const raw = body instanceof Blob;
  const response = await fetch(path, {
    method,
    headers: body && !raw ? { "Content-Type": "application/json" } : undefined,
    body: body ? (raw ? body : JSON.stringify(body)) : undefined,
  });
  const told = await response.json();
  if (!response.ok) throw Object.assign(new Error(told.message || "It did not work."), { kind: told.error, code: told.code });
  return told;
}

function query(facts = {}) {
  const wanted = { ...(me.id ? { as: me.id } : {}), ...(me.guild ? { guild: me.guild } : {}), ...facts };
  return new URLSearchParams(wanted).toString();
}

const mine = (what) => `/sandbox/members/${encodeURIComponent(me.id)}/${what}${what.includes("?") ? "&" : "?"}${query()}`;
const act = (what, body) => call("POST", mine(what), body);

export const state = () => call("GET", `/sandbox/state?${query()}`);
export const messages = (channel, facts = {}) => call("GET", `/sandbox/channels/${channel}/messages?${query({ limit: 60, ...facts })}`);
export const message = (id) => call("GET", `/sandbox/messages/${id}?${query()}`);
export const commands = (channel) => call("GET", mine(`commands?channel=${channel}`));
export const directChannel = () => call("GET", mine("dm"));
export const say = (channel, content, files, replyTo) =>
  act("messages", { channel, content, files, ...(replyTo ? { reply_to: replyTo } : {}) });
export const edit = (id, content) => call("PATCH", mine(`messages/${id}`), { content });
export const remove = (id) => call("DELETE", mine(`messages/${id}`));
export const slash = (channel, command, options, focused) => act("slash", { channel, command, options, ...(focused ? { focused } : {}) });
export const apply = (channel, command, target) => act("context", { channel, command, target });
export const press = (id, button) => act("press", { message: id, button });
export const choose = (id, menu, values) => act("choose", { message: id, menu, values });
export const submit = (interaction, values) => act("submit", { interaction, values });
export const react = (id, emoji, add) => act("reactions", { message: id, emoji, add });
export const vote = (id, answers) => act("votes", { message: id, answers });
export const typing = (channel) => act("typing", { channel });
export const speak = (locale) => call("PUT", mine("locale"), { locale });
export const join = (name) => call("POST", `/sandbox/guilds/${me.guild}/members?${query()}`, { name });
export const upload = (file) => call("POST", `/sandbox/uploads?name=${encodeURIComponent(file.name)}`, file);

// `after` is the beat of the look that the page goes on from, so that nothing in between is missed.
export function listen(after, onEvent, onOpen, onLost) {
  const source = new EventSource(`/sandbox/events?${query()}&after=${after}`);
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onopen = onOpen;
  source.onerror = onLost;
  return source;
}
