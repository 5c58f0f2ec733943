-- Nor does a payout that came back belong to an order: what booked it stands in the note as well.
ALTER TABLE bank_line DROP CONSTRAINT bank_line_posted;
ALTER TABLE bank_line ADD CONSTRAINT bank_line_posted CHECK (
  CASE state WHEN 'in_case' THEN transaction_id IS NOT NULL AND amount_fen > 0
             WHEN 'received' THEN amount_fen > 0
               AND (order_id IS NOT NULL OR (transaction_id IS NULL AND (note LIKE 'repayment %' OR note LIKE 'payout %')))
             WHEN 'proposed' THEN order_id IS NOT NULL AND amount_fen > 0 AND transaction_id IS NULL
             ELSE transaction_id IS NULL END);
