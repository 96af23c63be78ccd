/** Schema 4: who sits at which client. Released: never changed, only followed. */

export const peopleAtClientsSchema = `
-- The client at which the session's person sits, by the client's own key; NULL: elsewhere, as in a browser.
ALTER TABLE sessions ADD COLUMN client_id TEXT REFERENCES clients (id) ON DELETE SET NULL;
CREATE INDEX sessions_client ON sessions (client_id) WHERE client_id IS NOT NULL;
`;
