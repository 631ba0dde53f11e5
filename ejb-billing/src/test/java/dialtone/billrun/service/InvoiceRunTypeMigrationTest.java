package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.ledger.service.FormerSchema;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;

/** In whose turn an invoice of before was made is what its run says, and not what its last day and the cycle day of its account come to. */
class InvoiceRunTypeMigrationTest {

    private static final String BEFORE = "202612060403";

    private static final String COLUMNS =
            "INSERT INTO INVOICE (INVOICE_ID, BILLING_ACCOUNT_ID, CUSTOMER_ID, CYCLE_FROM_ON, CYCLE_TO_ON, ISSUED_ON, DUE_ON, NET_AMOUNT,"
                    + " TAX_AMOUNT, TOTAL_AMOUNT, CURRENCY, LINE_COUNT, STORED_AT, KIND, CYCLE_KEY, CREDITED_ID, REASON, REPLACED_ID";

    private static String values(String id, String to) {
        return ") VALUES ('" + id + "', 'BAC-1', 'CUS-1', DATE '2026-10-15', DATE '" + to
                + "', DATE '2027-01-02', DATE '2027-01-16', 12.99, 0, 12.99, 'EUR', 1, TIMESTAMP '2027-01-02 00:00:00 UTC', ";
    }

    private static String invoice(String id, String to) {
        return COLUMNS + values(id, to) + "'INVOICE', 'BAC-1:" + to + "', NULL, NULL, NULL)";
    }

    private static String creditNote(String id, String to, String credited) {
        return COLUMNS + values(id, to) + "'CREDIT_NOTE', NULL, '" + credited + "', 'Wrong', NULL)";
    }

    private static String inPlaceOf(String replaced, String id, String to) {
        return COLUMNS + values(id, to) + "'INVOICE', 'R:" + replaced + "', NULL, NULL, '" + replaced + "')";
    }

    private static String[] run(int id, String kind, String to, String invoice) {
        String key = kind.equals("REAL") ? "'" + to + "'" : "NULL";
        return new String[] {
            "INSERT INTO BILL_RUN (ID, RUN_KIND, BILLED_TO_ON, RUN_KEY, STATE, STARTED_BY, STARTED_AT, STATE_BY, STATE_AT) VALUES ("
                    + id + ", '" + kind + "', DATE '" + to + "', " + key
                    + ", 'COMPLETED', 'finance', TIMESTAMP '2027-01-02 00:00:00 UTC', 'finance', TIMESTAMP '2027-01-02 00:00:00 UTC')",
            "INSERT INTO BILL_RUN_ACCOUNT (RUN_ID, BILLING_ACCOUNT_ID, STATE, INVOICE_ID, TOTAL_AMOUNT, CURRENCY) VALUES ("
                    + id + ", 'BAC-1', 'BILLED', " + invoice + ", 12.99, 'EUR')"
        };
    }

    private static String runType(FormerSchema schema, String id) throws SQLException {
        return schema.text("SELECT RUN_TYPE FROM INVOICE WHERE INVOICE_ID = '" + id + "'");
    }

    @Test
    void it_is_that_of_the_run_and_of_what_an_invoice_takes_the_place_of() throws SQLException {
        FormerSchema schema = new FormerSchema(BEFORE);
        schema.execute(
                invoice("INV-CYCLE", "2026-12-01"),
                creditNote("CRN-CYCLE", "2026-12-01", "INV-CYCLE"),
                inPlaceOf("INV-CYCLE", "INV-CYCLE-AGAIN", "2026-12-01"),
                invoice("INV-DEMAND", "2026-11-26"),
                creditNote("CRN-DEMAND", "2026-11-26", "INV-DEMAND"),
                inPlaceOf("INV-DEMAND", "INV-DEMAND-AGAIN", "2026-11-26"),
                invoice("INV-FIRST", "2027-01-01"));
        schema.execute(run(1, "DRY", "2026-12-01", "NULL"));
        schema.execute(run(2, "REAL", "2026-12-01", "'INV-CYCLE'"));
        schema.execute(run(3, "DEMAND", "2026-11-26", "'INV-DEMAND'"));
        // the account's cycle began on the 15th then
        schema.execute(run(4, "DEMAND", "2027-01-01", "'INV-FIRST'"));

        schema.migrate();

        assertThat(runType(schema, "INV-CYCLE")).isEqualTo("ON_CYCLE");
        assertThat(runType(schema, "INV-CYCLE-AGAIN")).isEqualTo("ON_CYCLE");
        assertThat(schema.text("SELECT COUNT(*) FROM INVOICE WHERE RUN_TYPE = 'OFF_CYCLE'"))
                .isEqualTo("5");
        assertThatThrownBy(
                        () -> schema.execute("UPDATE INVOICE SET RUN_TYPE = 'ON_CYCLE' WHERE INVOICE_ID = 'CRN-CYCLE'"))
                .as("a credit note has no turn")
                .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    }
}
