-- What a record of acceptance says beyond name and text. Null for what was accepted before this was kept.
alter table agreement_acceptances
  -- The company as it was called then, with its PartnerId and country.
  add column company jsonb,
  -- Roles that the signer held, and what the session had proved, with the moment of its second factor.
  add column roles text[],
  add column proofs text[],
  add column second_factor_at timestamptz,
  -- Days before an acceptance runs out at which the signers were told; 0 once it has.
  add column reminded integer;

-- The last day on which acceptances of earlier versions of the agreement hold; null: they hold for good.
alter table agreement_texts add column earlier_until date;
alter table agreement_texts add constraint agreement_texts_notice check (earlier_until is null or earlier_until >= valid_from);
