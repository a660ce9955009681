-- What each kind of process may do in the database, and no more. Run it as the tables' owner, who needs CREATEROLE, once
-- the scheduler has made them, and again after every upgrade:
--   psql --single-transaction --set ON_ERROR_STOP=1 --file roles.sql postgresql://nianbao:…@host/nianbao
-- Then make a user for each: CREATE ROLE reader LOGIN PASSWORD '…' IN ROLE nianbao_worker;
-- The scheduler and the commands of operators stay with the owner: it makes and upgrades the tables.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['nianbao_worker', 'nianbao_sender', 'nianbao_gateway'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nianbao_worker, nianbao_sender, nianbao_gateway;
GRANT USAGE ON SCHEMA public TO nianbao_worker, nianbao_sender, nianbao_gateway;

-- Everybody asks which version the tables have, and for the word that tells lines apart, which whoever comes first sets.
GRANT SELECT ON alembic_version, meta TO nianbao_worker, nianbao_sender, nianbao_gateway;
GRANT INSERT ON meta TO nianbao_worker, nianbao_sender;

-- Who reads documents writes what became of them, and puts notices into the outbox. Nobody's keys, no receiver's address
-- or secrets, no batch of its own making, nothing of the history but to add to it.
GRANT SELECT ON batches, submissions, waivers TO nianbao_worker;
GRANT SELECT (id, events, min_severity, filters, disabled_at, failing_since) ON endpoints TO nianbao_worker;
GRANT UPDATE (revision) ON batches TO nianbao_worker;
GRANT SELECT, UPDATE ON documents TO nianbao_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts, records, findings, heads, ledger, bodies, standings TO nianbao_worker;
GRANT SELECT, INSERT ON events, deliveries TO nianbao_worker;
GRANT USAGE ON SEQUENCE events_id_seq TO nianbao_worker;

-- Who sends sees notices and receivers, and no document.
GRANT SELECT, UPDATE ON deliveries, endpoints TO nianbao_sender;
GRANT SELECT, INSERT ON tries TO nianbao_sender;

-- Who answers over HTTP takes in, shows, and changes what people change.
GRANT SELECT ON documents, records, findings, drafts, events, standings, tries, keys, heads, ledger, bodies TO nianbao_gateway;
GRANT INSERT, UPDATE ON documents TO nianbao_gateway;
GRANT INSERT ON events TO nianbao_gateway;
GRANT USAGE ON SEQUENCE events_id_seq TO nianbao_gateway;
GRANT INSERT, UPDATE, DELETE ON records, findings, heads, standings TO nianbao_gateway;
GRANT SELECT, INSERT, UPDATE ON batches, submissions, endpoints, deliveries, waivers TO nianbao_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON requests TO nianbao_gateway;
