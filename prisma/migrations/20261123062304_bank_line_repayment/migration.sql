-- A treasury's repayment is received too, and belongs to no order: its posting is the registration of the treasury's receipt.
ALTER TABLE bank_line DROP CONSTRAINT bank_line_posted;
ALTER TABLE bank_line ADD CONSTRAINT bank_line_posted CHECK (
  CASE state WHEN 'in_case' THEN transaction_id IS NOT NULL AND amount_fen > 0
             WHEN 'received' THEN (order_id IS NOT NULL OR (transaction_id IS NULL AND note LIKE 'repayment %')) AND amount_fen > 0
             WHEN 'proposed' THEN order_id IS NOT NULL AND amount_fen > 0 AND transaction_id IS NULL
             ELSE transaction_id IS NULL END);
