-- Append-only tables of PostgreSQL: no row is changed, none is deleted.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER idempotency_no_change BEFORE UPDATE OR DELETE ON idempotency FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER message_no_change BEFORE UPDATE OR DELETE ON message FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER posting_no_change BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER contribution_no_change BEFORE UPDATE OR DELETE ON contribution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER employer_payment_no_change BEFORE UPDATE OR DELETE ON employer_payment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER employer_payment_share_no_change BEFORE UPDATE OR DELETE ON employer_payment_share FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER reminder_no_change BEFORE UPDATE OR DELETE ON reminder FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER declared_bill_no_change BEFORE UPDATE OR DELETE ON declared_bill FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER person_group_no_change BEFORE UPDATE OR DELETE ON person_group FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER case_step_no_change BEFORE UPDATE OR DELETE ON case_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER information_sheet_no_change BEFORE UPDATE OR DELETE ON information_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER recognised_months_no_change BEFORE UPDATE OR DELETE ON recognised_months FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER recognition_undone_no_change BEFORE UPDATE OR DELETE ON recognition_undone FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER material_content_no_change BEFORE UPDATE OR DELETE ON material_content FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER employer_receipt_no_change BEFORE UPDATE OR DELETE ON employer_receipt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER head_signature_no_change BEFORE UPDATE OR DELETE ON head_signature FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER hold_release_no_change BEFORE UPDATE OR DELETE ON hold_release FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER former_identity_no_change BEFORE UPDATE OR DELETE ON former_identity FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER arrears_notice_no_change BEFORE UPDATE OR DELETE ON arrears_notice FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER card_event_no_change BEFORE UPDATE OR DELETE ON card_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER inheritance_share_no_change BEFORE UPDATE OR DELETE ON inheritance_share FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER inheritance_debt_no_change BEFORE UPDATE OR DELETE ON inheritance_debt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER inheritance_recovery_no_change BEFORE UPDATE OR DELETE ON inheritance_recovery FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER aid_use_no_change BEFORE UPDATE OR DELETE ON aid_use FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER person_merge_no_change BEFORE UPDATE OR DELETE ON person_merge FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER late_fee_no_change BEFORE UPDATE OR DELETE ON late_fee FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER contribution_correction_no_change BEFORE UPDATE OR DELETE ON contribution_correction FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER activation_attempt_no_change BEFORE UPDATE OR DELETE ON activation_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER company_move_member_no_change BEFORE UPDATE OR DELETE ON company_move_member FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER notice_batch_no_change BEFORE UPDATE OR DELETE ON notice_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER undeliverable_notice_no_change BEFORE UPDATE OR DELETE ON undeliverable_notice FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER person_view_no_change BEFORE UPDATE OR DELETE ON person_view FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER maker_order_no_change BEFORE UPDATE OR DELETE ON maker_order FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER reversed_line_no_change BEFORE UPDATE OR DELETE ON reversed_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER voided_message_no_change BEFORE UPDATE OR DELETE ON voided_message FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER settlement_no_change BEFORE UPDATE OR DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER hotline_failure_no_change BEFORE UPDATE OR DELETE ON hotline_failure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER consent_no_change BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER former_phone_no_change BEFORE UPDATE OR DELETE ON former_phone FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER exchange_file_no_change BEFORE UPDATE OR DELETE ON exchange_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER visit_prescription_no_change BEFORE UPDATE OR DELETE ON visit_prescription FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER kept_refusals_no_change BEFORE UPDATE OR DELETE ON kept_refusals FOR EACH ROW EXECUTE FUNCTION refuse_change();
