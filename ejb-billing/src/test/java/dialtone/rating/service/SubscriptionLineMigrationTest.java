package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.ledger.service.FormerSchema;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Which line an add-on of before is for, the inventory says, where it knows one number of its plan. */
class SubscriptionLineMigrationTest {

    private static final String BEFORE = "202612070300";
    private static final String AT = "TIMESTAMP '2026-11-25 12:00:00 UTC'";

    private static String subscription(String item) {
        return "INSERT INTO RATING_SUBSCRIPTION (ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME, TIME_ZONE,"
                + " ACTIVATED_ON, TARIFF_ID, STARTED_AT, ANCHORED_ON) VALUES ('ORD-1', '"
                + item + "', 'CUS-1', 'BAC-1', 'data', 'Data', 'Europe/Berlin', DATE '2026-11-25', 'T', " + AT
                + ", DATE '2026-11-25')";
    }

    private static String product(String item, String plan) {
        return "INSERT INTO PRODUCT (PRODUCT_ID, ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME, OFFERING_ROLE,"
                + " CATALOG_VERSION, PLAN_PRODUCT_ID, STATE, ACTIVATED_AT, ROW_VERSION) VALUES ('PRD-"
                + item + "', 'ORD-1', '" + item + "', 'CUS-1', 'BAC-1', 'data', 'Data', 'ADD_ON', '1', " + plan
                + ", 'ACTIVE', " + AT + ", 0)";
    }

    private static String number(String product, String place, String msisdn) {
        return "INSERT INTO INSTALLED_RESOURCE (RESOURCE_ID, SERVICE_ID, KIND, VARIANT, IDENTIFIER, STATE) VALUES ('"
                + product + "-" + place + "', '" + product + "-1', 'MSISDN', 'standard', '" + msisdn + "', 'ACTIVE')";
    }

    private static String service(String product) {
        return "INSERT INTO SERVICE (SERVICE_ID, PRODUCT_ID, POSITION, NAME, KIND, STATE) VALUES ('" + product
                + "-1', '" + product + "', 1, 'sim', 'RESOURCE_FACING', 'ACTIVE')";
    }

    @Test
    void it_is_its_plans_number_where_that_is_one() throws SQLException {
        FormerSchema schema = new FormerSchema(BEFORE);
        schema.execute(
                "INSERT INTO TARIFF (ID, PRICE_COUNT, CREATED_AT) VALUES ('T', 0, " + AT + ")",
                "INSERT INTO PRODUCT_ORDER (ORDER_ID, REQUEST_DIGEST, CUSTOMER_ID, BILLING_ACCOUNT_ID, CHANNEL, PLACED_BY, CATALOG_VERSION, STATE,"
                        + " PLACED_AT, ROW_VERSION) VALUES ('ORD-1', 'x', 'CUS-1', 'BAC-1', 'TMF622', 'csr', '1', 'COMPLETED', "
                        + AT + ", 0)",
                product("plan", "NULL"),
                service("PRD-plan"),
                number("PRD-plan", "1", "491510000001"),
                product("other", "NULL"),
                service("PRD-other"),
                number("PRD-other", "1", "491510000002"),
                number("PRD-other", "2", "491510000003"),
                product("data", "'PRD-plan'"),
                product("unsure", "'PRD-other'"),
                subscription("plan"),
                subscription("data"),
                subscription("unsure"),
                subscription("unknown"));

        schema.migrate();

        assertThat(
                        schema.text(
                                "SELECT LISTAGG(ITEM_ID || ' ' || COALESCE(LINE_MSISDN, '-'), ', ') WITHIN GROUP (ORDER BY ITEM_ID) FROM RATING_SUBSCRIPTION"))
                .isEqualTo("data 491510000001, plan -, unknown -, unsure -");
    }
}
