package dialtone.assurance.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.assurance.AssuranceReport;
import dialtone.assurance.Control;
import dialtone.assurance.ControlResult;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.service.BillRunOutside;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A line as a completed order leaves it, with which every control is content; and what each of them finds when it is spoilt. */
class RevenueAssuranceTest {

    private static final Clock LATER = Clock.offset(Demo.NOON, Duration.ofHours(1));

    private static final String ENDED = "TIMESTAMP '2026-11-25 12:00:05 +00:00'";
    private static final String PLACED = "TIMESTAMP '2026-11-25 12:00:00 +00:00'";

    /** What ordering keeps of the line; billing's part is written by billing. */
    private static final List<String> LINE = List.of(
            "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY,"
                    + " COUNTRY, CREATED_AT) VALUES ('CUS-1', 'Ida', 'Berg', 'ida berg', DATE '1990-01-01', 'ida@example.org',"
                    + " 'Weg 1', '10115', 'Berlin', 'DE', " + PLACED + ")",
            "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                    + " VALUES ('BAC-1', 'CUS-1', 'Ida Berg', 'EUR', 'Europe/Berlin', 1, DATE '2026-01-01')",
            order("ORD-1", "COMPLETED", ENDED),
            item("ORD-1", "ADD", "COMPLETED", "NULL"),
            "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL, EXPECTED_SECONDS, STATE,"
                    + " ROW_VERSION) VALUES ('ORD-1-sim', 'ORD-1', 1, '1', 'sim', 'fulfilment.activate-sim', 'Activate SIM', 5,"
                    + " 'COMPLETED', 0)",
            "INSERT INTO NETWORK_ACTION (STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, ATTEMPTS, CALLBACK_TOKEN, INTENDED_AT,"
                    + " ATTEMPTED_AT) VALUES ('ORD-1-sim', 'activateSim', 1, 'ORD-1-sim/activateSim/1', 'SUCCEEDED', 1, 'token', "
                    + PLACED + ", " + PLACED + ")",
            "INSERT INTO PRODUCT (PRODUCT_ID, ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME,"
                    + " OFFERING_ROLE, CATALOG_VERSION, STATE, ACTIVATED_AT, ROW_VERSION) VALUES ('PRD-1', 'ORD-1', '1', 'CUS-1',"
                    + " 'BAC-1', 'mobile-1', 'Mobile 1', 'PLAN', '1', 'ACTIVE', " + ENDED + ", 0)",
            "INSERT INTO SERVICE (SERVICE_ID, PRODUCT_ID, POSITION, NAME, KIND, STATE)"
                    + " VALUES ('PRD-1-1', 'PRD-1', 1, 'sim', 'RESOURCE_FACING', 'ACTIVE')",
            "INSERT INTO INSTALLED_RESOURCE (RESOURCE_ID, SERVICE_ID, KIND, VARIANT, IDENTIFIER, STATE)"
                    + " VALUES ('PRD-1-1-1', 'PRD-1-1', 'MSISDN', 'standard', '" + Demo.NUMBER + "', 'ACTIVE')",
            "INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE, ORDER_ID, ITEM_ID)"
                    + " VALUES ('MSISDN', '" + Demo.NUMBER + "', 'standard', 'ASSIGNED', 1, 'ORD-1', '1')");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    @BeforeEach
    void aLine() {
        LINE.forEach(this::execute);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
    }

    private static String order(String id, String state, String finishedAt) {
        return "INSERT INTO PRODUCT_ORDER (ORDER_ID, REQUEST_DIGEST, CUSTOMER_ID, BILLING_ACCOUNT_ID, CHANNEL, PLACED_BY,"
                + " CATALOG_VERSION, STATE, PLACED_AT, FINISHED_AT, ROW_VERSION) VALUES ('" + id
                + "', 'x', 'CUS-1', 'BAC-1', 'TMF622',"
                + " 'csr', '1', '" + state + "', " + PLACED + ", " + finishedAt + ", 0)";
    }

    private static String item(String order, String action, String state, String product) {
        return "INSERT INTO ORDER_ITEM (ITEM_KEY, ORDER_ID, ITEM_ID, LINE_NO, ACTION, OFFERING_ID, OFFERING_NAME, STATE, PRODUCT_ID)"
                + " VALUES ('" + order + "/1', '" + order + "', '1', 1, '" + action + "', 'mobile-1', 'Mobile 1', '"
                + state + "', "
                + product + ")";
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private AssuranceReport report() {
        return new RevenueAssurance(database.dataSource(), LATER).report();
    }

    private List<Control> broken() {
        return report().results().stream()
                .filter(result -> !result.holds())
                .map(ControlResult::control)
                .toList();
    }

    @Test
    void everyControlIsContentWithALineAsItsOrderLeavesIt() {
        assertThat(broken()).isEmpty();
        assertThat(report().holds()).isTrue();
        assertThat(report().results()).extracting(ControlResult::control).containsExactly(Control.values());
    }

    @Test
    void everyControlIsContentAfterABillRunThatChargesAMonth() {
        BillRunOutside billing = new BillRunOutside(
                database.dataSource(),
                new BillPolicy(14, BigDecimal.ZERO, List.of()),
                Clock.fixed(Instant.parse("2027-01-02T08:00:00Z"), ZoneOffset.UTC));
        billing.billAll(billing.start(BillRun.Kind.REAL, LocalDate.parse("2027-01-01")));
        assertThat(database.count("SELECT COUNT(*) FROM JOURNAL_ENTRY WHERE ENTRY_KEY LIKE 'bill-run:%'"))
                .isEqualTo(1);
        assertThat(broken()).isEmpty();
        execute("UPDATE RATED_CHARGE SET AMOUNT = 1 WHERE PERIOD_FROM_ON = DATE '2026-12-01'");
        assertThat(broken()).containsExactly(Control.CHARGES_NOT_POSTED);
    }

    private static String device(String state) {
        return "INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE, ORDER_ID, ITEM_ID)"
                + " VALUES ('DEVICE', '004401050000001', 'fairline-5', '" + state + "', 1, 'ORD-1', '1')";
    }

    private static String askedBack(String state) {
        return "INSERT INTO DEVICE_RETURN (RMA, IMEI, ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, DEVICE_NAME,"
                + " TRACKING_NUMBER, STATE, ASKED_AT, MAILS, REFUSALS, ROW_VERSION) VALUES ('ORD-1-S9', '004401050000001', 'ORD-1',"
                + " '1', 'CUS-1', 'BAC-1', 'leased', 'Leased', 'CR1', '" + state + "', " + ENDED + ", 1, 0, 0)";
    }

    @ParameterizedTest
    @CsvSource({"AWAITED,AWAITED", "AWAITED,UNDER_WAY", "AWAITED,OVERDUE", "REFURBISHING,RECEIVED", "RETIRED,RECEIVED"})
    void aDeviceThatWasAskedBackIsAwaitedUntilItHasCome(String pooled, String asked) {
        execute(device(pooled) + "; " + askedBack(asked));
        assertThat(broken()).isEmpty();
    }

    static Stream<Arguments> spoilt() {
        return Stream.of(
                Arguments.of(
                        "DELETE FROM RATING_SUBSCRIPTION WHERE ORDER_ID = 'ORD-1'", Control.ACTIVE_NOT_BILLED, "PRD-1"),
                Arguments.of(
                        "UPDATE RATING_SUBSCRIPTION SET ENDED_ON = DATE '2026-11-25', ENDED_BY_ORDER_ID = 'ORD-1'",
                        Control.ACTIVE_NOT_BILLED,
                        "PRD-1"),
                Arguments.of("UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = " + ENDED, Control.NUMBER_NOT_RATED, Demo.NUMBER),
                Arguments.of(
                        "UPDATE RATED_CHARGE SET AMOUNT = AMOUNT + 0.01 WHERE CHARGE_KIND = 'ONE_OFF'",
                        Control.CHARGES_NOT_POSTED,
                        "BAC-1"),
                Arguments.of(
                        "UPDATE POSTING SET AMOUNT = AMOUNT - 0.01 WHERE LEDGER_ACCOUNT = 'revenue:recurring'",
                        Control.ENTRY_NOT_BALANCED,
                        "order:ORD-1"),
                Arguments.of(
                        "INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE, ORDER_ID, ITEM_ID, RESERVED_UNTIL)"
                                + " VALUES ('SIM', '8949', 'physical', 'RESERVED', 1, 'ORD-1', '1', " + ENDED + ")",
                        Control.RESERVED_FOR_NOTHING,
                        "8949"),
                Arguments.of(
                        "INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE, ORDER_ID, ITEM_ID)"
                                + " VALUES ('SIM', '8949', 'physical', 'ASSIGNED', 1, 'ORD-1', '1')",
                        Control.ASSIGNED_NOT_INSTALLED,
                        "8949"),
                Arguments.of(
                        "UPDATE POOLED_RESOURCE SET STATE = 'FREE', ORDER_ID = NULL, ITEM_ID = NULL",
                        Control.INSTALLED_NOT_ASSIGNED,
                        Demo.NUMBER),
                Arguments.of(
                        "INSERT INTO INSTALLED_RESOURCE (RESOURCE_ID, SERVICE_ID, KIND, VARIANT, IDENTIFIER, STATE)"
                                + " VALUES ('PRD-1-1-2', 'PRD-1-1', 'MSISDN', 'standard', '" + Demo.NUMBER
                                + "', 'ACTIVE')",
                        Control.INSTALLED_NOT_ASSIGNED,
                        Demo.NUMBER),
                Arguments.of(device("AWAITED"), Control.AWAITED_NOT_ASKED_BACK, "004401050000001"),
                Arguments.of(device("REFURBISHING"), Control.AWAITED_NOT_ASKED_BACK, "004401050000001"),
                Arguments.of(
                        device("RETIRED") + "; " + askedBack("UNDER_WAY"),
                        Control.AWAITED_NOT_ASKED_BACK,
                        "004401050000001"),
                Arguments.of(
                        device("REFURBISHING") + "; " + askedBack("OVERDUE"),
                        Control.AWAITED_NOT_ASKED_BACK,
                        "004401050000001"),
                Arguments.of(
                        "UPDATE NETWORK_ACTION SET STATE = 'ACCEPTED'",
                        Control.OUTCOME_UNKNOWN,
                        "ORD-1-sim/activateSim/1"),
                Arguments.of(
                        "INSERT INTO FALLOUT_TASK (TASK_ID, ORDER_ID, INSTANCE_KEY, ERROR_CODE, OPENED_AT, OPEN_FOR, TEAM, ROW_VERSION)"
                                + " VALUES ('FTK-1', 'ORD-1', 1, 'unableToComply', " + ENDED + ", 'ORD-1', 'desk', 0)",
                        Control.TASK_FOR_NOTHING,
                        "FTK-1"),
                Arguments.of(order("ORD-2", "IN_PROGRESS", "NULL"), Control.ORDER_STANDS_STILL, "ORD-2"));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void whatDoesNotAgreeIsFoundByOneControlAndNamed(String spoiling, Control control, String subject) {
        execute(spoiling);
        assertThat(broken()).containsExactly(control);
        ControlResult found = report().results().stream()
                .filter(result -> result.control() == control)
                .findFirst()
                .orElseThrow();
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.examples()).singleElement().satisfies(discrepancy -> {
            assertThat(discrepancy.subject()).isEqualTo(subject);
            assertThat(discrepancy.detail()).isNotBlank();
        });
    }

    @Test
    void aProductThatHasEndedIsFoundWhereItIsStillCharged() {
        execute("UPDATE PRODUCT SET STATE = 'TERMINATED'");
        execute("UPDATE INSTALLED_RESOURCE SET STATE = 'TERMINATED'");
        assertThat(broken())
                .containsExactly(Control.BILLED_NOT_ACTIVE, Control.NUMBER_NOT_ACTIVE, Control.ASSIGNED_NOT_INSTALLED);
    }

    @Test
    void anItemThatWasNotDeliveredIsFoundByWhatWasNotTakenBack() {
        execute(order("ORD-2", "CANCELLED", ENDED));
        execute(item("ORD-2", "ADD", "CANCELLED", "NULL"));
        execute(
                "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL, EXPECTED_SECONDS, STATE,"
                        + " ROW_VERSION) VALUES ('ORD-2-sim', 'ORD-2', 1, '1', 'sim', 'fulfilment.activate-sim', 'Activate SIM', 5,"
                        + " 'COMPLETED', 0)");
        assertThat(broken()).containsExactly(Control.NOT_TAKEN_BACK);
        execute(
                "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL, EXPECTED_SECONDS, STATE,"
                        + " UNDOES_ID, ROW_VERSION) VALUES ('ORD-2-sim-undo', 'ORD-2', 2, '1', 'sim', 'fulfilment.deactivate-sim',"
                        + " 'Deactivate SIM', 5, 'COMPLETED', 'ORD-2-sim', 0)");
        assertThat(broken()).isEmpty();
        execute(
                "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL, EXPECTED_SECONDS, STATE,"
                        + " POINT_OF_NO_RETURN, ROW_VERSION) VALUES ('ORD-2-read', 'ORD-2', 3, '1', 'read',"
                        + " 'fulfilment.read-elements-back', 'Read elements back', 5, 'COMPLETED', 'ASKS', 0)");
        assertThat(broken()).as("who only asks leaves nothing").isEmpty();
    }

    @Test
    void aDeliveredItemIsFoundByWhatAPersonHasLeftBehind() {
        execute(order("ORD-2", "COMPLETED", ENDED));
        execute(item("ORD-2", "MODIFY", "COMPLETED", "NULL"));
        execute(
                "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL, EXPECTED_SECONDS, STATE,"
                        + " POINT_OF_NO_RETURN, ROW_VERSION) VALUES ('ORD-2-S8', 'ORD-2', 8, '1', 'esim-profile', 'fulfilment.cancel-profile',"
                        + " 'Cancel eSIM profile, former SIM', 5, 'FAILED', 'HARD', 0)");
        assertThat(broken()).containsExactly(Control.LEFT_BEHIND);
        execute("UPDATE PLAN_STEP SET STATE = 'SKIPPED' WHERE STEP_ID = 'ORD-2-S8'");
        assertThat(broken()).as("a second person has agreed").isEmpty();
    }

    @Test
    void whatAnOrderInProgressIsAboutIsLeftOut() {
        execute(order("ORD-2", "IN_PROGRESS", "NULL"));
        execute(item("ORD-2", "DELETE", "IN_PROGRESS", "'PRD-1'"));
        execute(
                "INSERT INTO PROCESS_INSTANCE (PROCESS_INSTANCE_KEY, ROOT_INSTANCE_KEY, PROCESS_DEFINITION_KEY, PROCESS_ID, VERSION,"
                        + " STATE, STARTED_AT, BUSINESS_KEY) VALUES (1, 1, 1, 'order-fulfilment', 1, 'ACTIVE', "
                        + PLACED + ", 'ORD-2')");
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-1"), "1", Optional.of(Demo.NUMBER), Optional.empty());
        Demo.start(database, ending(ending), LATER);
        assertThat(broken()).isEmpty();
        execute("UPDATE PRODUCT_ORDER SET STATE = 'COMPLETED', FINISHED_AT = " + ENDED);
        assertThat(broken()).containsExactly(Control.ACTIVE_NOT_BILLED, Control.NUMBER_NOT_RATED);
    }

    @Test
    void anOrderThatHasLeftItsInstanceAndHasNoOtherIsFound() {
        execute(order("ORD-2", "IN_PROGRESS", "NULL"));
        execute(
                "INSERT INTO PROCESS_INSTANCE (PROCESS_INSTANCE_KEY, ROOT_INSTANCE_KEY, PROCESS_DEFINITION_KEY, PROCESS_ID, VERSION,"
                        + " STATE, STARTED_AT, BUSINESS_KEY) VALUES (1, 1, 1, 'order-fulfilment', 1, 'ACTIVE', "
                        + PLACED + ", 'ORD-2')");
        execute(
                "INSERT INTO PROCESS_MOVE (MOVE_ID, REASON, ORDERS_PER_SECOND, ORDER_COUNT, CREATED_BY, CREATED_AT, STATE, STATE_AT)"
                        + " VALUES ('MOV-1', 'the loop', 10, 1, 'ops', " + PLACED + ", 'RUNNING', " + PLACED + ")");
        execute("INSERT INTO PROCESS_MOVE_ORDER (LINE_ID, MOVE_ID, POSITION, ORDER_ID, STATE, FAILURES, LEFT_AT)"
                + " VALUES ('MOV-1-1', 'MOV-1', 1, 'ORD-2', 'BEGINNING', 0, " + PLACED + ")");
        assertThat(broken()).as("another one serves it").isEmpty();
        execute("UPDATE PRODUCT_ORDER SET INSTANCE_LEFT = 1 WHERE ORDER_ID = 'ORD-2'");
        assertThat(broken()).containsExactly(Control.ORDER_BETWEEN_INSTANCES);
        assertThat(new RevenueAssurance(database.dataSource(), Clock.offset(Demo.NOON, Duration.ofMinutes(4)))
                        .report()
                        .results())
                .as("it has only just left")
                .filteredOn(result -> result.control() == Control.ORDER_BETWEEN_INSTANCES)
                .allMatch(ControlResult::holds);
    }

    private static OrderFacts.Charges ending(OrderFacts.Ending ending) {
        OrderFacts.Charges order = Demo.order(1, Demo.NUMBER);
        return new OrderFacts.Charges(
                new OrderId("ORD-2"),
                order.customer(),
                order.billingAccount(),
                order.zone(),
                List.of(),
                List.of(),
                List.of(ending),
                List.of());
    }

    @Test
    void aLineThatHasChangedItsPlanIsChargedByTheChange() {
        execute(order("ORD-2", "COMPLETED", ENDED));
        execute(item("ORD-2", "MODIFY", "COMPLETED", "'PRD-1'"));
        execute(
                "INSERT INTO PRODUCT_CHANGE (PRODUCT_ID, POSITION, ORDER_ID, ITEM_ID, FORMER_OFFERING_ID, FORMER_OFFERING_NAME,"
                        + " FORMER_CATALOG_VERSION, CHANGED_AT) VALUES ('PRD-1', 1, 'ORD-2', '1', 'mobile-0', 'Mobile 0', '1', "
                        + ENDED + ")");
        assertThat(broken()).containsExactly(Control.ACTIVE_NOT_BILLED, Control.BILLED_NOT_ACTIVE);
        execute("UPDATE RATING_SUBSCRIPTION SET ORDER_ID = 'ORD-2'");
        assertThat(broken()).isEmpty();
    }
}
