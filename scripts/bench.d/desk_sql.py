"""What a board, a card and a move ask of the house's database: the statements of Sources/GenkanStorage as the house
runs them, and its pragmas. Whoever changes one there changes it here; bare.py has their order."""

# Engine/Pragmas
WRITER = (
    "journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0", "cache_size = -16384", "foreign_keys = ON",
    "secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON",
)  # fmt: skip
READER = (
    "query_only = ON", "wal_autocheckpoint = 0", "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON",
)  # fmt: skip

# RosterBook, FormKeyRow, NetworkStore, StaffStore+Profile, PeopleReading: who asks, and what waits for them
ROSTER = (
    "SELECT number, document FROM rosters ORDER BY number",
    "SELECT value FROM house_facts WHERE name = 'roster-anchor'",
)
GRANTED = """
    SELECT form_keys.form, form_keys.generation, public_key, signature, sealed
    FROM grants JOIN form_keys ON form_keys.form = grants.form AND form_keys.generation = grants.generation
    WHERE person = :person ORDER BY form_keys.form, form_keys.generation
"""
NETWORKS = "SELECT role, network FROM desk_networks WHERE role = 'administrator'"
HABITS = "SELECT zone, keys FROM profiles WHERE person = :person"
INVITATIONS = "SELECT id, document, state FROM invitations ORDER BY id DESC"

# BoardStore, PeopleReading, FormRow, EnvelopeOpening: the forms
FORMS = "SELECT id, name FROM forms ORDER BY name"
FORMS_WITH_GONE = "SELECT id, name, removed_at FROM forms ORDER BY name"
GENERATION = "SELECT max(generation) FROM form_keys WHERE form = :form"
GRANT = "SELECT 1 FROM grants WHERE form = :form AND generation = :generation AND person = :person"
NEWEST = """
    SELECT form, version, definition, signature FROM form_versions WHERE form = :form ORDER BY version DESC LIMIT 1
"""
VERSION = """
    SELECT form, version, definition, signature FROM form_versions WHERE form = :form AND version = :version
"""

# FormDesk+Read, GrantRows, LabelRow: what cards are shown and changed with
READERS = (
    "SELECT generation FROM form_keys WHERE form = :form ORDER BY generation",
    "SELECT person, generation, created_at FROM grants WHERE form = :form",
)
LABELS = "SELECT id, name, tone, removed_at FROM labels WHERE form = :form ORDER BY name_key, id"
MARK = "SELECT max(sequence) FROM audit"
VIEWS = "SELECT id, name, query FROM views WHERE person = :person AND form = :form ORDER BY name"

# CardRow, CardReader, CardRows, BoardColumns; the open statuses are those of a form that names none
STATE = """
    status, held, assignee, due, version,
    (SELECT group_concat(lower(hex(label)), ',') FROM card_labels WHERE card_labels.submission = submissions.id)
"""
CARD = f"""
    id, form, form_version, received_at, receipt, source, notes, data_key, title_id, title, files, {STATE}
"""
SINCE = "SELECT min(created_at) FROM grants WHERE form = :form AND person = :person"
UNREAD = """
    (held IS NOT NULL OR status IN ('unhandled', 'in-progress')) AND received_at >= :since AND NOT EXISTS (
        SELECT 1 FROM seen WHERE seen.person = :person AND seen.submission = submissions.id
            AND seen.at >= ifnull(submissions.noted_at, 0))
"""
COUNTS = "SELECT status, count(*) FROM submissions WHERE form = :form AND held IS NULL AND 1 GROUP BY status"
HELD = "SELECT count(*) FROM submissions WHERE form = :form AND held IS NOT NULL AND 1"
COLUMN = f"""
    SELECT {CARD}, ({UNREAD}) FROM submissions WHERE form = :form AND held IS NULL AND status = :status AND 1 AND 1
    ORDER BY received_at DESC, id DESC LIMIT :limit
"""
DATA_KEY = "SELECT id, form, generation, sealed, signature, wrapped FROM data_keys WHERE id = :key"

# BoardStore+Open, ClearAnswers, CardHistory, FileRow, NoteRow, AuditTrail, Seen: a card that is opened
STATE_OF_CARD = f"SELECT {STATE}, form FROM submissions WHERE id = :card"
SUBMISSION = f"SELECT {CARD}, answers_id, answers FROM submissions WHERE id = :card"
CLEAR_ANSWERS = "SELECT field, value FROM clear_answers WHERE submission = :card ORDER BY field, position"
HISTORY = """
    SELECT version, at, person, kind, old_value, new_value FROM changes WHERE submission = :card
    ORDER BY version DESC LIMIT 200
"""
FILES = "SELECT id, field, scan, finding FROM files WHERE submission = :card ORDER BY position"
NOTES = "SELECT id, author, at, envelope_id, envelope FROM notes WHERE submission = :card ORDER BY at, id"
HEAD = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
RECORD = """
    INSERT INTO audit (sequence, id, at, kind, actor_kind, actor, form, submission, details, previous, hash)
    VALUES (:sequence, :id, :now, :kind, 0, :person, :form, :card, :details, :previous, :hash)
"""
SEEN = """
    INSERT INTO seen (person, submission, at) VALUES (:person, :card, :now)
    ON CONFLICT (person, submission) DO UPDATE SET at = max(at, excluded.at)
"""

# BoardStore+Neighbours, BoardColumns
NEIGHBOUR = """
    SELECT id FROM submissions WHERE form = :form AND held IS NULL AND status = :status
        AND (received_at, id) {beyond}
            (ifnull((SELECT received_at FROM submissions WHERE id = :card), :at), :card) AND 1
    ORDER BY received_at {order}, id {order} LIMIT 1
"""
NEIGHBOURS = (NEIGHBOUR.format(beyond=">", order="ASC"), NEIGHBOUR.format(beyond="<", order="DESC"))

# CardChanging, CardHistory: a move
MOVE = """
    UPDATE submissions SET status = :status, held = :held, assignee = :assignee, due = :due, version = :version + 1
    WHERE id = :card AND version = :version
"""
CHANGE = """
    INSERT INTO changes (submission, version, at, person, kind, old_value, new_value)
    VALUES (:card, :version + 1, :now, :person, 'moved', :old, :status)
"""

# Not the desk's: the envelopes of a card, each with its data key's row
ENVELOPES = """
    SELECT stored.*, submissions.form, form_version AS formVersion, data_key AS dataKey,
        generation, sealed, signature, wrapped
    FROM (
        SELECT 1 AS purpose, id AS submission, title_id AS envelope, title AS bytes FROM submissions WHERE id = :card
        UNION ALL SELECT 2, id, answers_id, answers FROM submissions WHERE id = :card
        UNION ALL SELECT 3, submission, envelope_id, envelope FROM notes WHERE submission = :card
    ) AS stored JOIN submissions ON submissions.id = submission JOIN data_keys ON data_keys.id = data_key
"""
