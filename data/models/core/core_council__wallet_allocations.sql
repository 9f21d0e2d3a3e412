-- model:   core_council__wallet_allocations
-- purpose: Every sum agreed for a virtual wallet.
-- grain:   landed_file, line
-- sources: council_wallet_allocations
-- columns:
--   wallet_key         VARCHAR  person   -    keyed hash of the council's number for the wallet
--   person_key         VARCHAR  person   -    keyed hash of the council's number for the person; may be empty
--   from_date          DATE     person   -    first day that the money is for
--   to_date            DATE     person   -    last day; empty while it goes on
--   gbp                DOUBLE   person   GBP  sum agreed for all of these days
--   category           VARCHAR  person   -    what the money is for, as a code of the council's
--   payee_provider_id  VARCHAR  person   -    the council's number for the provider paid; may be empty
--   is_agreed          BOOLEAN  person   -    whether it was agreed; empty if not said
--   landed_file        VARCHAR  council  -    file that the row came in
--   line               BIGINT   council  -    line of that file

SELECT
    wallet_key,
    person_key,
    from_date,
    to_date,
    gbp,
    category,
    payee_provider_id,
    is_agreed,
    landed_file,
    line
FROM raw_council__wallet_allocations
