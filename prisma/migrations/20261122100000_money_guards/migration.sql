-- Further guards of money: what services check, the database holds as well, whatever program writes to it.

-- 1. The chart of accounts ------------------------------------------------------------------------------------------
-- An account is of the chart, names its own party or treasury, and never belongs to an agency (Article 21; brief 6.1.3).
-- A platform operator may be a public institution, so the agency that holds that power by document is let through.

CREATE FUNCTION ledger_account_is_of_the_chart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_kind text := split_part(NEW.id, ':', 1) || ':' || split_part(NEW.id, ':', 2);
        v_tail text := split_part(NEW.id, ':', 3);
        v_class text; v_owner text;
BEGIN
  v_class := CASE
    WHEN v_kind IN ('cash:bank', 'recv:treasury_refund', 'recv:party') THEN 'asset'
    WHEN v_kind IN ('held:orders', 'pay:treasury', 'transit:treasury', 'pay:developer', 'pay:operator',
                    'buyer:refund_due', 'suspense:unmatched') THEN 'liability' END;
  IF v_class IS NULL OR v_class <> NEW.class OR split_part(NEW.id, ':', 4) <> '' THEN
    RAISE EXCEPTION 'ledger_not_in_chart: % as %', NEW.id, NEW.class USING ERRCODE = '23514';
  END IF;
  IF v_kind IN ('pay:treasury', 'transit:treasury', 'recv:treasury_refund') THEN
    IF v_tail = '' OR NEW.party_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM treasury WHERE code = v_tail)
       OR (NEW.treasury_code IS NOT NULL AND NEW.treasury_code <> v_tail) THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no treasury', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF v_kind IN ('pay:developer', 'pay:operator', 'recv:party') THEN
    SELECT kind::text INTO v_owner FROM organization WHERE id = v_tail;
    IF v_owner IS NULL OR NEW.party_id IS DISTINCT FROM v_tail THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no organisation', NEW.id USING ERRCODE = '23514';
    END IF;
    IF v_owner = 'agency' AND NOT (v_kind <> 'pay:developer' AND EXISTS (
         SELECT 1 FROM mandate WHERE organization_id = v_tail AND power = 'platform_operator')) THEN
      RAISE EXCEPTION 'ledger_agency_owns_nothing: %', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF v_tail <> '' OR NEW.party_id IS NOT NULL THEN
    RAISE EXCEPTION 'ledger_not_in_chart: %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_chart BEFORE INSERT ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_is_of_the_chart();
CREATE TRIGGER ledger_account_append_only BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_account_no_truncate BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_balance_no_delete BEFORE DELETE ON ledger_balance FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_balance_no_truncate BEFORE TRUNCATE ON ledger_balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is owed to a treasury is tagged with the agency whose data earned it, and that agency is of the treasury's own
-- level and region (同级, Article 21).
CREATE FUNCTION ledger_entry_is_of_the_same_level() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_treasury text;
BEGIN
  SELECT treasury_code INTO v_treasury FROM ledger_account WHERE id = NEW.account_id;
  IF v_treasury IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM treasury t JOIN organization o ON o.id = NEW.agency_id
                 WHERE t.code = v_treasury AND o.kind = 'agency' AND o.region_code = t.region_code AND o.level = t.level) THEN
    RAISE EXCEPTION 'wrong_treasury: % is not of the level and region of agency %', v_treasury, coalesce(NEW.agency_id, '(none)')
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_same_level BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_of_the_same_level();

-- 2. Products: what was listed stays as it was listed; a source is a delivery of the product's own agreement ------------

CREATE FUNCTION product_is_frozen_when_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on product is refused' USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.no, OLD.developer_id, OLD.agreement_id) IS DISTINCT FROM (NEW.id, NEW.no, NEW.developer_id, NEW.agreement_id)
     OR (OLD.state <> 'draft' AND
         (OLD.kind, OLD.title, OLD.title_en, OLD.summary, OLD.description, OLD.price_fen, OLD.file_key, OLD.file_sha256, OLD.listed_at)
         IS DISTINCT FROM
         (NEW.kind, NEW.title, NEW.title_en, NEW.summary, NEW.description, NEW.price_fen, NEW.file_key, NEW.file_sha256, NEW.listed_at)) THEN
    RAISE EXCEPTION 'append_only: product % was listed and stays as it is', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER product_frozen BEFORE UPDATE OR DELETE ON product FOR EACH ROW EXECUTE FUNCTION product_is_frozen_when_listed();

CREATE FUNCTION product_source_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_product product%ROWTYPE;
BEGIN
  SELECT * INTO v_product FROM product WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.product_id ELSE NEW.product_id END;
  IF TG_OP = 'UPDATE' OR v_product.state <> 'draft' THEN
    RAISE EXCEPTION 'append_only: the sources of product % stay as listed', v_product.no USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NOT EXISTS (SELECT 1 FROM delivery d WHERE d.id = NEW.delivery_id AND d.agreement_id = v_product.agreement_id
                 AND d.organization_id = v_product.developer_id) THEN
    RAISE EXCEPTION 'foreign_delivery: % is no delivery under the agreement of product %', NEW.delivery_id, v_product.no USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER product_source_fact BEFORE INSERT OR UPDATE OR DELETE ON product_source FOR EACH ROW EXECUTE FUNCTION product_source_is_a_fact();

-- Article 20: no listing without a source.
CREATE FUNCTION product_listed_has_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'listed' AND NOT EXISTS (SELECT 1 FROM product_source WHERE product_id = NEW.id) THEN
    RAISE EXCEPTION 'no_sources: product % names no source', NEW.no USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER product_sources_present AFTER INSERT OR UPDATE OF state ON product
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION product_listed_has_sources();

-- 3. Orders, payments, refunds ----------------------------------------------------------------------------------------

CREATE FUNCTION order_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (OLD.id, OLD.no, OLD.reference, OLD.buyer_id, OLD.developer_id, OLD.product_id, OLD.agreement_id, OLD.agreement_version,
      OLD.amount_fen, OLD.placed_at)
     IS DISTINCT FROM
     (NEW.id, NEW.no, NEW.reference, NEW.buyer_id, NEW.developer_id, NEW.product_id, NEW.agreement_id, NEW.agreement_version,
      NEW.amount_fen, NEW.placed_at) THEN
    RAISE EXCEPTION 'append_only: order % stays as it was placed', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_frozen BEFORE UPDATE OR DELETE ON "order" FOR EACH ROW EXECUTE FUNCTION order_is_frozen();
ALTER TABLE "order" ADD CONSTRAINT order_not_to_oneself CHECK (buyer_id <> developer_id);

CREATE FUNCTION payment_is_of_the_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount_fen <> (SELECT amount_fen FROM "order" WHERE id = NEW.order_id) THEN
    RAISE EXCEPTION 'wrong_amount: payment of order %', NEW.order_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_amount_exact BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION payment_is_of_the_amount();

-- The order row is locked, so that two approvals cannot both find room for themselves.
CREATE FUNCTION refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_amount bigint; v_back bigint;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND
      ((OLD.id, OLD.order_id, OLD.amount_fen, OLD.reason, OLD.requested_by, OLD.requested_at)
       IS DISTINCT FROM (NEW.id, NEW.order_id, NEW.amount_fen, NEW.reason, NEW.requested_by, NEW.requested_at)
       OR OLD.state <> 'requested')) THEN
    RAISE EXCEPTION 'append_only: refund %', OLD.id USING ERRCODE = '23001';
  END IF;
  SELECT amount_fen INTO v_amount FROM "order" WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(amount_fen), 0) INTO v_back FROM refund WHERE order_id = NEW.order_id AND state <> 'refused' AND id <> NEW.id;
  IF NEW.state <> 'refused' AND v_back + NEW.amount_fen > v_amount THEN
    RAISE EXCEPTION 'refund_too_much: order %', NEW.order_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refund_within_order BEFORE INSERT OR UPDATE OR DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refund_fits();

-- 4. Statements: figures stay once the finance bureau approved them; a closed one is locked -----------------------------

CREATE FUNCTION statement_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'closed' THEN
    RAISE EXCEPTION 'append_only: statement % is locked', OLD.no USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.no, OLD.agreement_id, OLD.agency_id, OLD.developer_id, OLD.period, OLD.region_code, OLD.treasury_code)
     IS DISTINCT FROM
     (NEW.id, NEW.no, NEW.agreement_id, NEW.agency_id, NEW.developer_id, NEW.period, NEW.region_code, NEW.treasury_code)
     OR (OLD.state IN ('approved', 'ordered', 'received') AND
         (OLD.round, OLD.gross_fen, OLD.refunds_fen, OLD.net_fen, OLD.treasury_fen, OLD.developer_fen, OLD.operator_fen, OLD.document_id, OLD.reviewed_by)
         IS DISTINCT FROM
         (NEW.round, NEW.gross_fen, NEW.refunds_fen, NEW.net_fen, NEW.treasury_fen, NEW.developer_fen, NEW.operator_fen, NEW.document_id, NEW.reviewed_by)) THEN
    RAISE EXCEPTION 'append_only: the figures of statement % are approved', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_locked BEFORE UPDATE OR DELETE ON statement FOR EACH ROW EXECUTE FUNCTION statement_is_locked();
