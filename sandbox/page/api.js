// Talking to the sandbox's control side as the member one has become.

export const me = { id: localStorage.getItem("member") || "" };

async function call(method, path, body) {
  const raw = body instanceof Blob;
  const response = await fetch(path, {
    method,
    headers: body && !raw ? { "Content-Type": "application/json" } : undefined,
    body: body ? (raw ? body : JSON.stringify(body)) : undefined,
  });
  const told = await response.json();
  if (!response.ok) throw Object.assign(new Error(told.message || "It did not work."), { kind: told.error });
  return told;
}

const as = () => (me.id ? `as=${encodeURIComponent(me.id)}` : "");
const act = (what, body) => call("POST", `/sandbox/members/${encodeURIComponent(me.id)}/${what}`, body);

export const state = () => call("GET", `/sandbox/state?${as()}`);
export const messages = (channel) => call("GET", `/sandbox/channels/${channel}/messages?limit=200&${as()}`);
export const message = (id) => call("GET", `/sandbox/messages/${id}?${as()}`);
export const commands = (channel) => call("GET", `/sandbox/members/${encodeURIComponent(me.id)}/commands?channel=${channel}`);
export const say = (channel, content, files, replyTo) =>
  act("messages", { channel, content, files, ...(replyTo ? { reply_to: replyTo } : {}) });
export const slash = (channel, command, options, focused) => act("slash", { channel, command, options, ...(focused ? { focused } : {}) });
export const press = (message, button) => act("press", { message, button });
export const choose = (message, menu, values) => act("choose", { message, menu, values });
export const submit = (interaction, values) => act("submit", { interaction, values });
export const react = (message, emoji, add) => act("reactions", { message, emoji, add });
export const vote = (message, answers) => act("votes", { message, answers });
export const typing = (channel) => act("typing", { channel });
export const remove = (id) => call("DELETE", `/sandbox/members/${encodeURIComponent(me.id)}/messages/${id}`);
export const join = (guild, name) => call("POST", `/sandbox/guilds/${guild}/members`, { name });
export const upload = (file) => call("POST", `/sandbox/uploads?name=${encodeURIComponent(file.name)}`, file);

export function listen(onEvent, onOpen) {
  const source = new EventSource(`/sandbox/events?${as()}`);
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onopen = onOpen;
  return source;
}
