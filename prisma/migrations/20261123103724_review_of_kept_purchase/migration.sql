-- A review rests on a purchase that its buyer kept: delivered, not refunded, and no trial. It stays when the refund comes later.
CREATE OR REPLACE FUNCTION product_review_is_bought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "order" o WHERE o.id = NEW.order_id AND o.product_id = NEW.product_id AND o.buyer_id = NEW.buyer_id
      AND o.state = 'fulfilled' AND NOT o.trial AND o.paid_at IS NOT NULL AND o.fulfilled_at IS NOT NULL) THEN
    RAISE EXCEPTION 'not_bought: % has not bought the product', NEW.buyer_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
