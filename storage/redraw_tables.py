"""The table of cards to be drawn, and the triggers that note them; every change has a number of its own."""

from __future__ import annotations

REDRAWS = """
CREATE TABLE redraws (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    card TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER redraw_pitch_0 AFTER UPDATE OF state, name, text, picture ON pitches BEGIN
    DELETE FROM redraws WHERE card = 'pitch ' || NEW.number;
    INSERT INTO redraws (card) VALUES ('pitch ' || NEW.number);
END;
CREATE TRIGGER redraw_pitch_1 AFTER INSERT ON pitch_support BEGIN
    DELETE FROM redraws WHERE card = 'pitch ' || NEW.pitch_number;
    INSERT INTO redraws (card) VALUES ('pitch ' || NEW.pitch_number);
END;
CREATE TRIGGER redraw_pitch_2 AFTER DELETE ON pitch_support BEGIN
    DELETE FROM redraws WHERE card = 'pitch ' || OLD.pitch_number;
    INSERT INTO redraws (card) VALUES ('pitch ' || OLD.pitch_number);
END;
CREATE TRIGGER redraw_pitch_3 AFTER INSERT ON pitch_authors BEGIN
    DELETE FROM redraws WHERE card = 'pitch ' || NEW.pitch_number;
    INSERT INTO redraws (card) VALUES ('pitch ' || NEW.pitch_number);
END;
CREATE TRIGGER redraw_pitch_4 AFTER DELETE ON pitch_authors BEGIN
    DELETE FROM redraws WHERE card = 'pitch ' || OLD.pitch_number;
    INSERT INTO redraws (card) VALUES ('pitch ' || OLD.pitch_number);
END;
CREATE TRIGGER redraw_ballot_0 AFTER INSERT ON votes BEGIN
    DELETE FROM redraws WHERE card = 'ballot ' || NEW.ballot_id;
    INSERT INTO redraws (card) VALUES ('ballot ' || NEW.ballot_id);
END;
CREATE TRIGGER redraw_ballot_1 AFTER UPDATE ON votes BEGIN
    DELETE FROM redraws WHERE card = 'ballot ' || NEW.ballot_id;
    INSERT INTO redraws (card) VALUES ('ballot ' || NEW.ballot_id);
END;
CREATE TRIGGER redraw_ballot_2 AFTER DELETE ON votes BEGIN
    DELETE FROM redraws WHERE card = 'ballot ' || OLD.ballot_id;
    INSERT INTO redraws (card) VALUES ('ballot ' || OLD.ballot_id);
END;
CREATE TRIGGER redraw_suggestion_0 AFTER UPDATE OF state ON suggestions BEGIN
    DELETE FROM redraws WHERE card = 'suggestion ' || NEW.number;
    INSERT INTO redraws (card) VALUES ('suggestion ' || NEW.number);
END;
CREATE TRIGGER redraw_suggestion_1 AFTER INSERT ON suggestion_backers BEGIN
    DELETE FROM redraws WHERE card = 'suggestion ' || NEW.suggestion_number;
    INSERT INTO redraws (card) VALUES ('suggestion ' || NEW.suggestion_number);
END;
CREATE TRIGGER redraw_draft_0 AFTER UPDATE OF state ON drafts BEGIN
    DELETE FROM redraws WHERE card = 'draft ' || NEW.episode_id || ' ' || NEW.version;
    INSERT INTO redraws (card) VALUES ('draft ' || NEW.episode_id || ' ' || NEW.version);
END;
CREATE TRIGGER redraw_draft_1 AFTER INSERT ON opinions BEGIN
    DELETE FROM redraws WHERE card = 'draft ' || NEW.episode_id || ' ' || NEW.version;
    INSERT INTO redraws (card) VALUES ('draft ' || NEW.episode_id || ' ' || NEW.version);
END;
CREATE TRIGGER redraw_draft_2 AFTER DELETE ON opinions BEGIN
    DELETE FROM redraws WHERE card = 'draft ' || OLD.episode_id || ' ' || OLD.version;
    INSERT INTO redraws (card) VALUES ('draft ' || OLD.episode_id || ' ' || OLD.version);
END;
CREATE TRIGGER redraw_motion_0 AFTER INSERT ON motion_votes BEGIN
    DELETE FROM redraws WHERE card = 'motion ' || NEW.motion_number;
    INSERT INTO redraws (card) VALUES ('motion ' || NEW.motion_number);
END;
CREATE TRIGGER redraw_motion_1 AFTER UPDATE ON motion_votes BEGIN
    DELETE FROM redraws WHERE card = 'motion ' || NEW.motion_number;
    INSERT INTO redraws (card) VALUES ('motion ' || NEW.motion_number);
END;
CREATE TRIGGER redraw_motion_2 AFTER DELETE ON motion_votes BEGIN
    DELETE FROM redraws WHERE card = 'motion ' || OLD.motion_number;
    INSERT INTO redraws (card) VALUES ('motion ' || OLD.motion_number);
END;
CREATE TRIGGER redraw_report_0 AFTER UPDATE OF state ON reports BEGIN
    DELETE FROM redraws WHERE card = 'report ' || NEW.number;
    INSERT INTO redraws (card) VALUES ('report ' || NEW.number);
END;
CREATE TRIGGER redraw_panels_0 AFTER INSERT ON retake_wishes BEGIN
    DELETE FROM redraws WHERE card = 'panels ' || NEW.episode_id;
    INSERT INTO redraws (card) VALUES ('panels ' || NEW.episode_id);
END;
CREATE TRIGGER redraw_moments_0 AFTER INSERT ON loved_shots BEGIN
    DELETE FROM redraws WHERE card = 'moments ' || NEW.episode_id;
    INSERT INTO redraws (card) VALUES ('moments ' || NEW.episode_id);
END;
CREATE TRIGGER redraw_moments_1 AFTER DELETE ON loved_shots BEGIN
    DELETE FROM redraws WHERE card = 'moments ' || OLD.episode_id;
    INSERT INTO redraws (card) VALUES ('moments ' || OLD.episode_id);
END;
CREATE TRIGGER redraw_dub_0 AFTER INSERT ON dub_lines BEGIN
    DELETE FROM redraws WHERE card = 'dub ' || NEW.episode_id || ' ' || NEW.language;
    INSERT INTO redraws (card) VALUES ('dub ' || NEW.episode_id || ' ' || NEW.language);
END;
CREATE TRIGGER redraw_audition_0 AFTER UPDATE OF state ON auditions BEGIN
    DELETE FROM redraws WHERE card = 'audition ' || NEW.number;
    INSERT INTO redraws (card) VALUES ('audition ' || NEW.number);
END;
"""
