package dialtone.element.service;

import static dialtone.element.service.MovingClock.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.ElementStanding;
import dialtone.element.ElementState;
import dialtone.element.LimitsSetting;
import dialtone.element.OpenJobs;
import dialtone.platform.job.Admission;
import dialtone.platform.schema.MigratedDatabase;
import dialtone.platform.schema.SchemaMigration;
import dialtone.process.service.ProcessInstances;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkElementsTest {

    private static final String SIM = "fulfilment.activate-sim";
    private static final String PROFILE = "fulfilment.apply-network-profile";

    private final MigratedDatabase migrated = MigratedDatabase.taken(false);
    private final DataSource database = migrated.dataSource();
    private final MovingClock clock = new MovingClock();
    private final NetworkElements elements = node(database);
    private final NetworkElements otherNode = node(database);

    private NetworkElements node(DataSource dataSource) {
        return new NetworkElements(new ElementLimitsStore(dataSource), new ProcessInstances(dataSource, clock), clock);
    }

    @BeforeEach
    void migrate() {
        for (NetworkElements node : List.of(elements, otherNode)) {
            node.admission(SIM, Priority.USUAL, Set.of("hlr", "sim"));
            node.admission(PROFILE, Priority.USUAL, Set.of("policy"));
        }
    }

    @AfterEach
    void close() {
        migrated.giveBack();
    }

    @Test
    void whatIsSetHoldsHereAtOnceAndOnAnotherNodeWhenItLooks() {
        LimitsSetting set = accepted(elements.limit("hlr", perSecond(5), "ops"));

        assertThat(set).isEqualTo(new LimitsSetting("hlr", 1, set.limits(), "ops", TEN));
        assertThat(elements.gate("hlr").room(Priority.USUAL)).isEqualTo(5);
        assertThat(otherNode.gate("hlr").room(Priority.USUAL)).isEqualTo(Admission.UNLIMITED);
        otherNode.takeUp();
        assertThat(otherNode.gate("hlr").room(Priority.USUAL)).isEqualTo(5);
        assertThat(otherNode.standing("hlr").flatMap(ElementStanding::setting)).contains(set);
    }

    @Test
    void aNodeThatStartsTakesUpWhatWasSetBeforeItsFirstCall() {
        accepted(elements.limit("hlr", perSecond(5), "ops"));
        NetworkElements later = node(database);
        later.takeUp();
        assertThat(later.gate("hlr").room(Priority.USUAL)).isEqualTo(5);
    }

    @Test
    void eachSettingIsAVersionThatTellsWhoSetIt() throws SQLException {
        accepted(elements.limit("hlr", perSecond(5), "ops"));
        clock.pass(Duration.ofMinutes(1));
        accepted(otherNode.limit("hlr", perSecond(7), "admin"));
        elements.takeUp();

        LimitsSetting latest =
                elements.standing("hlr").flatMap(ElementStanding::setting).orElseThrow();
        assertThat(latest.version()).isEqualTo(2);
        assertThat(latest.by()).isEqualTo("admin");
        assertThat(latest.at()).isEqualTo(TEN.plusSeconds(60));
        assertThat(elements.gate("hlr").room(Priority.USUAL)).isEqualTo(7);
        assertThat(number("SELECT COUNT(*) FROM NETWORK_ELEMENT_LIMITS WHERE SET_BY = 'ops'"))
                .isEqualTo(1);
    }

    @Test
    void ofTwoWhoSetAtTheSameMomentOneIsTold() {
        ElementLimitsStore store = new ElementLimitsStore(database);
        LimitsSetting first = new LimitsSetting("hlr", 1, ElementLimits.NONE, "ops", TEN);
        assertThat(store.keep(first)).isTrue();
        assertThat(store.keep(first)).isFalse();
    }

    @Test
    void everythingThatIsSetIsReadBackAsItWas() {
        LimitsSetting set = accepted(elements.limit(
                "policy",
                new Proposal(
                        Optional.of(20),
                        Optional.of(600),
                        Optional.of(10),
                        Optional.of(4),
                        Optional.of(new MaintenanceProposal(
                                Optional.of(TEN.plusSeconds(60)),
                                Optional.of(TEN.plusSeconds(120)),
                                Optional.of("new boards")))),
                "ops"));
        assertThat(new ElementLimitsStore(database).latest()).containsOnly(java.util.Map.entry("policy", set));
    }

    @Test
    void anElementThatNobodyHasARouteToIsNotKnown() {
        String answer = elements.limit("moon", perSecond(5), "ops")
                .fold(set -> "set", reasons -> reasons.getFirst().code());
        assertThat(answer).isEqualTo("UNKNOWN_ELEMENT");
        assertThat(elements.standing("moon")).isEmpty();
    }

    @Test
    void whatIsRefusedChangesNothing() {
        assertThat(elements.limit("hlr", perSecond(0), "ops")).isInstanceOf(Outcome.Rejected.class);
        assertThat(elements.gate("hlr").room(Priority.USUAL)).isEqualTo(Admission.UNLIMITED);
        assertThat(new ElementLimitsStore(database).latest()).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayWhatHeldBeforeHolds() {
        JdbcConnectionPool leaving = JdbcConnectionPool.create(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH", "sa", "");
        SchemaMigration.migrate(leaving, false);
        NetworkElements left = node(leaving);
        left.admission(SIM, Priority.USUAL, Set.of("hlr", "sim"));
        accepted(left.limit("hlr", perSecond(5), "ops"));
        leaving.dispose();
        left.takeUp();
        assertThat(left.gate("hlr").room(Priority.USUAL)).isEqualTo(5);
    }

    @Test
    void jobsAreTakenOnlyWhileAllTheirElementsMayBeAsked() {
        Admission sim = elements.admission(SIM, Priority.USUAL, Set.of("hlr", "sim"));
        Admission profile = elements.admission(PROFILE, Priority.USUAL, Set.of("policy"));
        accepted(elements.limit("sim", maintenance(), "ops"));

        assertThat(sim.room()).isZero();
        assertThat(sim.isOpen()).isFalse();
        assertThat(profile.room()).isEqualTo(Admission.UNLIMITED);
        assertThat(profile.isOpen()).isTrue();
        assertThat(elements.standings())
                .extracting(ElementStanding::element, ElementStanding::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("hlr", ElementState.CLOSED),
                        org.assertj.core.groups.Tuple.tuple("policy", ElementState.CLOSED),
                        org.assertj.core.groups.Tuple.tuple("sim", ElementState.MAINTENANCE));

        accepted(elements.limit("sim", perSecond(3), "ops"));
        assertThat(sim.room()).isEqualTo(3);
    }

    @Test
    void aJobHasToDoWithTheElementOfItsActionElseWithTheFirstThatItAsks() {
        elements.admission(SIM, Priority.USUAL, Set.of("hlr", "sim"));
        elements.performs("sim", "activate-sim");
        elements.performs("check", "identity"); // a route that asks no element of this name
        assertThat(elements.concerned(SIM, Optional.of("activate-sim"))).contains("sim");
        assertThat(elements.concerned(SIM, Optional.of("identity"))).contains("hlr");
        assertThat(elements.concerned(SIM, Optional.empty())).contains("hlr");
        assertThat(elements.concerned("fulfilment.list-number", Optional.empty()))
                .as("no route works such jobs")
                .isEmpty();
    }

    @Test
    void typesThatShareAnElementShareItsRoomAndEachGetsOneAtLeast() {
        Admission sim = elements.admission(SIM, Priority.USUAL, Set.of("hlr", "sim"));
        Admission back = elements.admission("fulfilment.deactivate-sim", Priority.USUAL, Set.of("hlr", "sim"));
        accepted(elements.limit("hlr", perSecond(9), "ops"));
        assertThat(sim.room()).isEqualTo(4);
        assertThat(back.room()).isEqualTo(4);
        accepted(elements.limit("hlr", perSecond(1), "ops"));
        assertThat(sim.room()).isEqualTo(1);
    }

    @Test
    void jobsThatAreNotDoneAreCountedForTheirElements() throws SQLException {
        instance(1, "ACTIVE");
        job(11, 1, "ACTIVE", SIM);
        job(12, 1, "COMPLETED", SIM);
        instance(2, "ACTIVE");
        job(21, 2, "ACTIVE", SIM);
        job(23, 2, "ACTIVE", SIM + ".urgent");
        job(24, 2, "ACTIVE", SIM + ".batch");
        job(25, 2, "COMPLETED", SIM + ".urgent");
        job(22, 2, "ACTIVE", "order.complete-order");
        instance(3, "TERMINATED");

        OpenJobs open = elements.standing("hlr").orElseThrow().jobsOpen();
        assertThat(open).isEqualTo(new OpenJobs(1, 2, 1));
        assertThat(open.all()).isEqualTo(4);
        assertThat(elements.standing("hlr").orElseThrow().jobTypes()).containsExactly(SIM);
        assertThat(elements.standing("policy").orElseThrow().jobsOpen().all()).isZero();
    }

    private void instance(long key, String state) throws SQLException {
        update(
                "INSERT INTO PROCESS_INSTANCE (PROCESS_INSTANCE_KEY, ROOT_INSTANCE_KEY, PROCESS_DEFINITION_KEY, PROCESS_ID,"
                        + " VERSION, STATE, STARTED_AT) VALUES (" + key + ", " + key + ", 1, 'order-fulfilment', 1, '"
                        + state
                        + "', CURRENT_TIMESTAMP)");
    }

    private void job(long key, long instance, String state, String type) throws SQLException {
        update(
                "INSERT INTO PROCESS_ELEMENT (ELEMENT_INSTANCE_KEY, PROCESS_INSTANCE_KEY, ELEMENT_ID, ELEMENT_TYPE, STATE,"
                        + " STARTED_AT, JOB_KEY, JOB_TYPE) VALUES (" + key + ", " + instance
                        + ", 'task', 'SERVICE_TASK', '"
                        + state + "', CURRENT_TIMESTAMP, " + key + ", '" + type + "')");
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Proposal perSecond(int calls) {
        return new Proposal(Optional.of(calls), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Proposal maintenance() {
        return new Proposal(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new MaintenanceProposal(
                        Optional.empty(), Optional.of(TEN.plusSeconds(60)), Optional.of("new boards"))));
    }

    private static LimitsSetting accepted(Outcome<LimitsSetting> outcome) {
        return outcome.fold(setting -> setting, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
