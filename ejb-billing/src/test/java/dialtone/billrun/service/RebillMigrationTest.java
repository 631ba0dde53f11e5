package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.ledger.service.FormerSchema;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;

/** A true-up, an invoice and its lines from before invoices could be made again are what they were. */
class RebillMigrationTest {

    private static final String BEFORE = "202612040210";

    private static String trueUp(String cycleKey) {
        return "INSERT INTO COMMITMENT_TRUE_UP (BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, COMMITTED_AMOUNT, CHARGED_AMOUNT,"
                + " CURRENCY, CYCLE_KEY) SELECT 'BAC-1', DATE '2026-12-01', MAX(ID), 50, 12, 'EUR', '" + cycleKey
                + "' FROM ADJUSTMENT";
    }

    private static String adjustment(int id) {
        return "INSERT INTO ADJUSTMENT (ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, STATE, ASKED_BY, ASKED_AT, DECIDED_BY,"
                + " DECIDED_AT, AGREED_ON) VALUES ("
                + id
                + ", 'ADJUSTMENT', 'BAC-1', 37.01, 'EUR', 'Minimum', 'POSTED', 'minimum commitment', TIMESTAMP '2026-12-02 00:00:00 UTC',"
                + " 'bill run', TIMESTAMP '2026-12-02 00:00:00 UTC', DATE '2026-11-30')";
    }

    @Test
    void true_ups_of_before_are_those_of_their_cycles_invoices_and_invoices_take_nobodys_place() throws SQLException {
        FormerSchema schema = new FormerSchema(BEFORE);
        schema.execute(
                adjustment(7),
                "INSERT INTO COMMITMENT_TRUE_UP (BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, COMMITTED_AMOUNT, CHARGED_AMOUNT, CURRENCY)"
                        + " VALUES ('BAC-1', DATE '2026-12-01', 7, 50, 12.99, 'EUR')",
                "INSERT INTO INVOICE (INVOICE_ID, KIND, BILLING_ACCOUNT_ID, CUSTOMER_ID, CYCLE_FROM_ON, CYCLE_TO_ON, CYCLE_KEY, ISSUED_ON, DUE_ON,"
                        + " NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT, CURRENCY, LINE_COUNT, STORED_AT) VALUES ('INV-000000001', 'INVOICE', 'BAC-1', 'CUS-1',"
                        + " DATE '2026-11-01', DATE '2026-12-01', 'BAC-1:2026-12-01', DATE '2026-12-02', DATE '2026-12-16', 37.01, 0, 37.01, 'EUR', 1,"
                        + " TIMESTAMP '2026-12-02 00:00:00 UTC')",
                "INSERT INTO INVOICE_LINE (INVOICE_ID, LINE_NUMBER, LINE_KIND, SUBJECT, DESCRIPTION, EXPLANATION, PERIOD_FROM_ON, PERIOD_TO_ON, AMOUNT, CURRENCY,"
                        + " RECORD_COUNT, ADJUSTMENT_ID) VALUES ('INV-000000001', 1, 'ADJUSTMENT', 'adjustment 7', 'Minimum', 'charged in addition', DATE '2026-11-30',"
                        + " DATE '2026-12-01', 37.01, 'EUR', 0, 7)");

        schema.migrate();

        assertThat(schema.text(
                        "SELECT T.CYCLE_KEY FROM COMMITMENT_TRUE_UP T JOIN INVOICE I ON I.CYCLE_KEY = T.CYCLE_KEY"))
                .isEqualTo("BAC-1:2026-12-01");
        assertThat(schema.text("SELECT COUNT(*) FROM INVOICE I JOIN INVOICE_LINE L ON L.INVOICE_ID = I.INVOICE_ID"
                        + " WHERE I.REPLACED_ID IS NULL AND L.REBILLED_KEY IS NULL"))
                .isEqualTo("1");
        schema.execute(adjustment(8), trueUp("R:INV-000000001"), adjustment(9));
        assertThatThrownBy(() -> schema.execute(trueUp("BAC-1:2026-12-01")))
                .as("an invoice has one")
                .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    }
}
