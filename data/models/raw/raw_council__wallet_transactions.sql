-- model:   raw_council__wallet_transactions
-- purpose: The wallet_transactions table as the council gave it, ids hashed.
-- grain:   landed_file, line
-- sources: council_wallet_transactions
-- columns:
--   wallet_key         VARCHAR  person   -    keyed hash of the council's number for the wallet
--   person_key         VARCHAR  person   -    keyed hash of the council's number for the person; may be empty
--   moved_on           DATE     person   -    day on which it moved
--   gbp                DOUBLE   person   GBP  what was paid out; less than zero for what came back
--   category           VARCHAR  person   -    what the money is for, as a code of the council's
--   payee_provider_id  VARCHAR  person   -    the council's number for the provider paid; may be empty
--   is_agreed          BOOLEAN  person   -    whether it was agreed; empty if not said
--   landed_file        VARCHAR  council  -    file that the row came in
--   line               BIGINT   council  -    line of that file

SELECT
    wallet_id AS wallet_key,
    person_id AS person_key,
    "on" AS moved_on,
    gbp,
    category,
    payee_provider_id,
    agreed AS is_agreed,
    landed_file,
    line
FROM landed_council_wallet_transactions
