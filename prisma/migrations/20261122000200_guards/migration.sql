-- What must hold between rows whatever the application does: append-only history, the audit chain, the ledger,
-- and the constraints Prisma's schema cannot say. Written by hand; Prisma's diff leaves functions, triggers and checks alone.

-- 1. History is appended, never edited ---------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append_only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'audit_event', 'ledger_transaction', 'ledger_entry', 'entry_revision', 'entry_review', 'application_step',
    'agreement_version', 'agreement_share', 'signature', 'document', 'delivery', 'allocation', 'allocation_line',
    'statement_line', 'statement_confirmation', 'payment', 'payment_order', 'treasury_receipt', 'certificate',
    'privacy_finding', 'provision', 'parameter']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- A version's file and hashes are set once; what it is called and where it came from never changes.
CREATE FUNCTION version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on version is refused' USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.entry_id, OLD.number, OLD.file_name, OLD.source_key, OLD.source_bytes, OLD.source_sha256, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.entry_id, NEW.number, NEW.file_name, NEW.source_key, NEW.source_bytes, NEW.source_sha256, NEW.created_at)
     OR (OLD.raw_sha256 IS NOT NULL AND NEW.raw_sha256 IS DISTINCT FROM OLD.raw_sha256)
     OR (OLD.state = 'published' AND (NEW.state, NEW.table_key, NEW.table_sha256, NEW.row_count)
         IS DISTINCT FROM (OLD.state, OLD.table_key, OLD.table_sha256, OLD.row_count)) THEN
    RAISE EXCEPTION 'append_only: version % cannot be changed', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_immutable BEFORE UPDATE OR DELETE ON "version" FOR EACH ROW EXECUTE FUNCTION version_is_immutable();

-- A resource code is permanent and never reused.
CREATE FUNCTION entry_code_is_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.code, OLD.provider_id, OLD.region_code) IS DISTINCT FROM (NEW.code, NEW.provider_id, NEW.region_code) THEN
    RAISE EXCEPTION 'append_only: the code and provider of entry % are permanent', OLD.code USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_permanent BEFORE UPDATE OR DELETE ON "entry" FOR EACH ROW EXECUTE FUNCTION entry_code_is_permanent();

-- 2. The audit chain ----------------------------------------------------------------------------------------------
-- One head row, locked for each append, so the chain cannot fork; sequence without gaps.
-- hash = sha256(prev_hash | seq | at | sha256(canon)), all as text with '|' between.

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));

CREATE FUNCTION audit_append(
  p_at timestamptz, p_action text, p_outcome text, p_actor text, p_organization text, p_request text,
  p_subject_type text, p_subject_id text, p_canon text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_seq bigint; v_prev text; v_hash text;
BEGIN
  SELECT seq + 1, hash INTO v_seq, v_prev FROM audit_head WHERE id = 1 FOR UPDATE;
  v_hash := encode(sha256(convert_to(
    v_prev || '|' || v_seq || '|' || to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '|' ||
    encode(sha256(convert_to(p_canon, 'UTF8')), 'hex'), 'UTF8')), 'hex');
  INSERT INTO audit_event (seq, at, action, outcome, actor_id, organization_id, request_id, subject_type, subject_id, canon, prev_hash, hash)
  VALUES (v_seq, p_at, p_action, p_outcome, p_actor, p_organization, p_request, p_subject_type, p_subject_id, p_canon, v_prev, v_hash);
  UPDATE audit_head SET seq = v_seq, hash = v_hash WHERE id = 1;
  RETURN v_seq;
END $$;

ALTER TABLE audit_event ADD CONSTRAINT audit_event_outcome CHECK (outcome IN ('done', 'refused'));

-- 3. The ledger -----------------------------------------------------------------------------------------------------

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_class CHECK (class IN ('asset', 'liability', 'expense'));
-- There is no account from which or into which an agency could be paid (Article 21; brief 6.1.3).
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_never_agency CHECK (id !~ '(^|:)agency(:|$)');
ALTER TABLE ledger_balance ADD CONSTRAINT ledger_balance_bounds
  CHECK ((min_fen IS NULL OR amount_fen >= min_fen) AND (max_fen IS NULL OR amount_fen <= max_fen));
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_amount CHECK (amount_fen <> 0);

-- Opens an account on first use. Assets never go below zero, liabilities never above.
CREATE FUNCTION ledger_open(p_id text, p_class text, p_treasury text, p_party text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_account (id, class, treasury_code, party_id) VALUES (p_id, p_class, p_treasury, p_party) ON CONFLICT (id) DO NOTHING;
  INSERT INTO ledger_balance (account_id, min_fen, max_fen)
  VALUES (p_id, CASE WHEN p_class = 'asset' THEN 0 END, CASE WHEN p_class = 'liability' THEN 0 END) ON CONFLICT (account_id) DO NOTHING;
  RETURN p_id;
END $$;

-- Posts one balanced transaction. p_lines: [{"account": "...", "amount_fen": "123", "agency": null}, …], debit positive.
-- The same key with the same hash answers 'replayed' and posts nothing; with another hash it is refused.
CREATE FUNCTION ledger_post(
  p_id text, p_kind text, p_key text, p_hash text, p_order text, p_reverses text, p_effective timestamptz, p_memo text, p_lines jsonb
) RETURNS TABLE (transaction_id text, outcome text) LANGUAGE plpgsql AS $$
DECLARE v_id text; v_hash text; v_sum numeric; v_count int; v_missing text;
BEGIN
  INSERT INTO ledger_transaction (id, kind, idem_key, request_hash, order_id, reverses_id, effective_at, xid, memo)
  VALUES (p_id, p_kind, p_key, p_hash, p_order, p_reverses, p_effective, (pg_current_xact_id()::text)::bigint, p_memo)
  ON CONFLICT (idem_key) DO NOTHING RETURNING id INTO v_id;
  IF v_id IS NULL THEN
    SELECT id, request_hash INTO v_id, v_hash FROM ledger_transaction WHERE idem_key = p_key;
    IF v_hash IS DISTINCT FROM p_hash THEN
      RAISE EXCEPTION 'ledger_key_reused: % was posted with other lines', p_key USING ERRCODE = '23514';
    END IF;
    RETURN QUERY SELECT v_id, 'replayed'::text;
    RETURN;
  END IF;
  SELECT count(*), coalesce(sum((l->>'amount_fen')::numeric), 0) INTO v_count, v_sum FROM jsonb_array_elements(p_lines) l;
  IF v_count < 2 OR v_sum <> 0 THEN
    RAISE EXCEPTION 'ledger_unbalanced: % lines, sum %', v_count, v_sum USING ERRCODE = '23514';
  END IF;
  SELECT l->>'account' INTO v_missing FROM jsonb_array_elements(p_lines) l
  WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.id = l->>'account') LIMIT 1;
  IF v_missing IS NOT NULL THEN
    RAISE EXCEPTION 'ledger_no_account: %', v_missing USING ERRCODE = '23503';
  END IF;
  -- Balances are locked in the order of their ids, so two postings cannot wait for each other in a circle.
  PERFORM 1 FROM ledger_balance WHERE account_id IN (SELECT l->>'account' FROM jsonb_array_elements(p_lines) l) ORDER BY account_id FOR UPDATE;
  INSERT INTO ledger_entry (transaction_id, line, account_id, amount_fen, agency_id)
  SELECT v_id, o::int, l->>'account', (l->>'amount_fen')::bigint, l->>'agency' FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS x(l, o);
  UPDATE ledger_balance b SET amount_fen = b.amount_fen + s.amount, version = b.version + 1
  FROM (SELECT l->>'account' AS account, sum((l->>'amount_fen')::bigint)::bigint AS amount FROM jsonb_array_elements(p_lines) l GROUP BY 1) s
  WHERE b.account_id = s.account;
  RETURN QUERY SELECT v_id, 'posted'::text;
END $$;

-- A line belongs to the database transaction that made its ledger transaction: nothing is added later.
CREATE FUNCTION ledger_entry_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT xid FROM ledger_transaction WHERE id = NEW.transaction_id) IS DISTINCT FROM (pg_current_xact_id()::text)::bigint THEN
    RAISE EXCEPTION 'ledger_sealed: transaction % takes no further lines', NEW.transaction_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_sealed BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_sealed();

-- Checked at commit: every transaction balances, every balance row is the sum of its lines.
CREATE FUNCTION ledger_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_count int; v_sum numeric;
BEGIN
  SELECT count(*), coalesce(sum(amount_fen), 0) INTO v_count, v_sum FROM ledger_entry WHERE transaction_id = NEW.id;
  IF v_count < 2 OR v_sum <> 0 THEN
    RAISE EXCEPTION 'ledger_unbalanced: transaction % has % lines, sum %', NEW.id, v_count, v_sum USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON ledger_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balances();

-- A payable to a treasury carries the treasury's code.
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_treasury CHECK (
  (id ~ '^(pay|transit):treasury:') = (treasury_code IS NOT NULL));

-- 4. Agreements: the signed shares are whole, the treasury is the agency's own --------------------------------------

ALTER TABLE agreement_share ADD CONSTRAINT agreement_share_ppm CHECK (ppm BETWEEN 0 AND 1000000);
CREATE FUNCTION agreement_shares_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(ppm) FROM agreement_share WHERE agreement_id = NEW.agreement_id AND version = NEW.version) <> 1000000 THEN
    RAISE EXCEPTION 'shares_not_whole: the split of % version % does not sum to 1,000,000', NEW.agreement_id, NEW.version USING ERRCODE = '23514';
  END IF;
  IF NEW.party_kind <> 'treasury' AND EXISTS (SELECT 1 FROM organization WHERE id = NEW.party_id AND kind = 'agency'
      AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.organization_id = NEW.party_id AND m.power = 'platform_operator')) THEN
    RAISE EXCEPTION 'agency_is_no_payee: %', NEW.party_id USING ERRCODE = '23514';
  END IF;
  IF NEW.party_kind = 'treasury' AND NEW.party_id <> (SELECT treasury_code FROM agreement WHERE id = NEW.agreement_id) THEN
    RAISE EXCEPTION 'wrong_treasury: %', NEW.party_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agreement_share_whole AFTER INSERT ON agreement_share
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreement_shares_are_whole();

CREATE FUNCTION treasury_is_of_the_same_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM treasury t JOIN organization o ON o.id = NEW.agency_id
                 WHERE t.code = NEW.treasury_code AND t.region_code = o.region_code AND t.level = o.level) THEN
    RAISE EXCEPTION 'wrong_treasury: % is not of the level and region of agency %', NEW.treasury_code, NEW.agency_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_treasury_level BEFORE INSERT OR UPDATE OF treasury_code, agency_id ON agreement
  FOR EACH ROW EXECUTE FUNCTION treasury_is_of_the_same_level();
CREATE TRIGGER statement_treasury_level BEFORE INSERT OR UPDATE OF treasury_code, agency_id ON statement
  FOR EACH ROW EXECUTE FUNCTION treasury_is_of_the_same_level();

-- At most one agreement version is live: one accepted filing an agreement version.
CREATE UNIQUE INDEX filing_one_open ON filing (agreement_id, version) WHERE state IN ('submitted', 'supplement', 'accepted');

-- One holder of a power in a region at a time; the platform operator is one organisation a region as well.
CREATE UNIQUE INDEX mandate_one_current ON mandate (power, region_code) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX budget_subject_one_current ON budget_subject (budget_year) WHERE current;

-- 5. Money columns --------------------------------------------------------------------------------------------------

ALTER TABLE product ADD CONSTRAINT product_price CHECK (price_fen >= 0);
ALTER TABLE "order" ADD CONSTRAINT order_amount CHECK (amount_fen >= 0);
ALTER TABLE payment ADD CONSTRAINT payment_amount CHECK (amount_fen > 0);
ALTER TABLE refund ADD CONSTRAINT refund_amount CHECK (amount_fen > 0);
ALTER TABLE refund ADD CONSTRAINT refund_two_people CHECK (decided_by IS NULL OR decided_by IS DISTINCT FROM requested_by);
ALTER TABLE application ADD CONSTRAINT application_fee CHECK (fee_fen IS NULL OR fee_fen >= 0);
ALTER TABLE payment_order ADD CONSTRAINT payment_order_amount CHECK (amount_fen > 0);
ALTER TABLE treasury_receipt ADD CONSTRAINT treasury_receipt_amount CHECK (amount_fen > 0);
ALTER TABLE statement ADD CONSTRAINT statement_sums CHECK (
  net_fen = gross_fen - refunds_fen AND net_fen = treasury_fen + developer_fen + operator_fen);
ALTER TABLE allocation_line ADD CONSTRAINT allocation_line_ppm CHECK (ppm BETWEEN 0 AND 1000000);
-- NULLs count as equal here: the sale's own split may exist once.
CREATE UNIQUE INDEX allocation_line_once ON allocation_line (allocation_id, coalesce(refund_id, ''), party_kind, party_id);

-- A receipt matches its payment order to the fen and to the treasury.
CREATE FUNCTION treasury_receipt_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payment_order p WHERE p.statement_id = NEW.statement_id AND p.no = NEW.payment_order_no
                 AND p.amount_fen = NEW.amount_fen AND p.treasury_code = NEW.treasury_code) THEN
    RAISE EXCEPTION 'receipt_mismatch: %', NEW.receipt_no USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_receipt_match BEFORE INSERT ON treasury_receipt FOR EACH ROW EXECUTE FUNCTION treasury_receipt_matches();

-- The officer who reviewed a statement does not issue its payment order.
CREATE FUNCTION payment_order_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.issued_by IS NOT NULL AND NEW.issued_by = (SELECT reviewed_by FROM statement WHERE id = NEW.statement_id) THEN
    RAISE EXCEPTION 'two_people: the reviewer of a statement does not issue its payment order' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_two_people BEFORE INSERT ON payment_order FOR EACH ROW EXECUTE FUNCTION payment_order_second_person();
