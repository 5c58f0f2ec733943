-- CreateEnum
CREATE TYPE "TradeClueState" AS ENUM ('open', 'asked', 'answered', 'confirmed', 'dismissed');

-- AlterTable
ALTER TABLE "enterprise_representative" ADD COLUMN     "number_digest" VARCHAR(64);

-- AlterTable
ALTER TABLE "organization_relation" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "ended_person" TEXT,
ADD COLUMN     "ended_why" TEXT;

-- The owner of the product is asked and answers, which a clue about an agreement does not know. What is there keeps its state.
ALTER TABLE "trade_clue" DROP CONSTRAINT trade_clue_reason;
ALTER TABLE "trade_clue" ADD COLUMN     "due_on" VARCHAR(10);
ALTER TABLE "trade_clue" ALTER COLUMN "state" TYPE "TradeClueState" USING "state"::text::"TradeClueState";
ALTER TABLE "trade_clue" ADD CONSTRAINT trade_clue_reason CHECK (
  CASE WHEN state::text IN ('confirmed', 'dismissed') THEN words IS NOT NULL AND decided_at IS NOT NULL AND decided_by IS NOT NULL
  ELSE words IS NULL AND decided_at IS NULL AND decided_by IS NULL END);

-- CreateIndex
CREATE INDEX "enterprise_representative_number_digest_idx" ON "enterprise_representative"("number_digest");

ALTER TABLE organization_relation ADD CONSTRAINT organization_relation_kind
  CHECK (kind IN ('controls', 'shareholder', 'same_representative') AND source IN ('declared', 'recorded'));
ALTER TABLE organization_relation ADD CONSTRAINT organization_relation_term CHECK (valid_to IS NULL OR valid_to >= valid_from);
ALTER TABLE organization_relation ADD CONSTRAINT organization_relation_ended
  CHECK ((ended_at IS NULL) = (ended_why IS NULL) AND (ended_at IS NULL OR (valid_to IS NOT NULL AND ended_by IS NOT NULL)));

-- A relation is ended once and otherwise stays as it was entered: sales are judged by what held on their day.
CREATE FUNCTION organization_relation_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: a relation is ended, not deleted' USING ERRCODE = '23514';
  END IF;
  IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (NEW.id, NEW.holder_id, NEW.held_id, NEW.kind, NEW.basis, NEW.valid_from, NEW.entered_by, NEW.source, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.holder_id, OLD.held_id, OLD.kind, OLD.basis, OLD.valid_from, OLD.entered_by, OLD.source, OLD.created_at)
    OR NEW.share_ppm IS DISTINCT FROM OLD.share_ppm OR NEW.person_id IS DISTINCT FROM OLD.person_id THEN
    RAISE EXCEPTION 'append_only: a relation changes by being ended, once' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organization_relation_kept BEFORE UPDATE OR DELETE ON organization_relation
  FOR EACH ROW EXECUTE FUNCTION organization_relation_is_kept();

-- What was found stays as it was found; a dismissed clue has let the money go and is done.
CREATE FUNCTION trade_clue_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'dismissed'
    OR (NEW.id, NEW.no, NEW.region_code, NEW.order_id, NEW.kind, NEW.evidence, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.no, OLD.region_code, OLD.order_id, OLD.kind, OLD.evidence, OLD.created_at) THEN
    RAISE EXCEPTION 'append_only: what a clue rests on stays' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trade_clue_kept BEFORE UPDATE OR DELETE ON trade_clue FOR EACH ROW EXECUTE FUNCTION trade_clue_is_kept();
ALTER TABLE trade_clue ADD CONSTRAINT trade_clue_kind CHECK (kind IN ('related_buyer', 'circular', 'unusual_price'));
CREATE INDEX trade_clue_holds ON trade_clue (order_id) WHERE state <> 'dismissed';
