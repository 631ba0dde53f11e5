package dialtone.fulfilment.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.fulfilment.UnwantedStep;
import dialtone.fulfilment.service.ReportedOutcome.Effect;
import dialtone.fulfilment.service.Standing.Awaited;
import dialtone.fulfilment.service.Standing.Forgone;
import dialtone.fulfilment.service.Standing.Open;
import dialtone.fulfilment.service.Standing.Refused;
import dialtone.fulfilment.service.Standing.Succeeded;
import dialtone.order.OrderId;
import dialtone.platform.schema.MigratedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkActionsTest {

    private static final long JOB = 2251799813685300L;
    private static final long LATER_JOB = 2251799813685999L;
    private static final Map<String, String> CODE = Map.of("activationCode", "LPA:1$smdp.example$A1");

    private static MigratedDatabase database;
    private static DataSource dataSource;
    private static int steps;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);

    private final NetworkActions actions = new NetworkActions(dataSource, CLOCK);
    private final NetworkCallbacks callbacks = new NetworkCallbacks(dataSource, CLOCK);

    private String step;

    @BeforeAll
    static void migrate() {
        database = MigratedDatabase.taken(false);
        dataSource = database.dataSource();
    }

    @AfterAll
    static void giveBack() {
        database.giveBack();
    }

    @BeforeEach
    void aStep() {
        step = "ORD-1-S" + ++steps;
    }

    @Test
    void anActionIsIntendedUnderTheKeyOfItsStep() {
        Open open = intend(JOB);
        assertThat(open.requestId()).isEqualTo(step + ":activate-sim");
        assertThat(open.firstAttempt()).isTrue();
        assertThat(open.callbackToken()).hasSize(48);
    }

    @Test
    void anIntentWithoutOutcomeKeepsItsRequestIdAndIsNoFirstAttempt() throws SQLException {
        Open first = intend(JOB);
        Open second = intend(JOB);
        Open third = intend(LATER_JOB);
        assertThat(second.requestId()).isEqualTo(first.requestId());
        assertThat(second.callbackToken()).isEqualTo(first.callbackToken());
        assertThat(second.firstAttempt()).isFalse();
        assertThat(third.requestId()).isEqualTo(first.requestId());
        assertThat(number("SELECT ATTEMPTS FROM NETWORK_ACTION WHERE REQUEST_ID = ?", first.requestId()))
                .isEqualTo(3);
    }

    @Test
    void ofWhatWasNotBegunNoElementIsAskedAnything() {
        UnwantedStep delivers = new UnwantedStep(step, new OrderId("ORD-1"), Optional.empty());
        UnwantedStep takesBack = new UnwantedStep(step + "-undo", new OrderId("ORD-1"), Optional.of(step));
        List<UnwantedStep> both = List.of(delivers, takesBack);
        assertThat(actions.withNothingToAsk(both)).isEqualTo(both);

        Open open = intend(JOB);
        assertThat(actions.withNothingToAsk(both))
                .as("its outcome is to be learned")
                .isEmpty();
        actions.await(open.requestId(), JOB);
        assertThat(actions.withNothingToAsk(both)).isEmpty();
        actions.refuse(open.requestId(), "unknown profile", JOB);
        assertThat(actions.withNothingToAsk(both)).isEqualTo(both);
    }

    @Test
    void ofWhatWasDoneAnElementIsAskedToTakeItBack() {
        UnwantedStep delivers = new UnwantedStep(step, new OrderId("ORD-1"), Optional.empty());
        UnwantedStep takesBack = new UnwantedStep(step + "-undo", new OrderId("ORD-1"), Optional.of(step));
        actions.succeed(new DoneAction(intend(JOB).requestId(), CODE, JOB));
        assertThat(actions.withNothingToAsk(List.of(delivers, takesBack)))
                .as("its next action is left")
                .containsExactly(delivers);
    }

    @Test
    void aJobThatComesAgainFindsTheOutcomeWithItsFacts() {
        Open open = intend(JOB);
        assertThat(actions.succeed(new DoneAction(open.requestId(), CODE, JOB))).isEqualTo(new Succeeded(CODE));
        assertThat(actions.intend(step, "activate-sim", JOB)).isEqualTo(new Succeeded(CODE));
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Succeeded(CODE));
    }

    @Test
    void aSuccessSettlesWhatIsAcceptedAndChangesNothingThatIsSettled() {
        Open accepted = intend(JOB);
        actions.await(accepted.requestId(), JOB);
        assertThat(actions.succeed(new DoneAction(accepted.requestId(), CODE, JOB)))
                .isEqualTo(new Succeeded(CODE));
        DoneAction otherwise = new DoneAction(accepted.requestId(), Map.of("activationCode", "another"), LATER_JOB);
        assertThat(actions.succeed(otherwise)).isEqualTo(new Succeeded(CODE));

        Open refused = (Open) actions.intend(step, "another", JOB);
        actions.refuse(refused.requestId(), "no licence left", JOB);
        assertThat(actions.succeed(new DoneAction(refused.requestId(), CODE, JOB)))
                .isEqualTo(new Refused("no licence left", false));
        assertThat(actions.intend(step, "another", JOB)).isEqualTo(new Refused("no licence left", false));
    }

    @Test
    void whatIsDoneIsWrittenWithTheNextIntentOrWithTheEndOfTheStep() {
        Open first = (Open) actions.intend(step, "create-subscriber", JOB);
        Open next =
                (Open) actions.succeedAndIntend(new DoneAction(first.requestId(), Map.of(), JOB), step, "activate-sim");
        assertThat(next.requestId()).isEqualTo(step + ":activate-sim");
        assertThat(actions.intend(step, "create-subscriber", LATER_JOB)).isEqualTo(new Succeeded(Map.of()));

        List<String> ended = new ArrayList<>();
        assertThat(actions.succeedWith(new DoneAction(next.requestId(), CODE, JOB), () -> ended.add(step)))
                .isEqualTo(new Succeeded(CODE));
        assertThat(ended).containsExactly(step);
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Succeeded(CODE));
    }

    @Test
    void nothingFollowsWhatWasForgone() {
        Open open = intend(JOB);
        at("2026-11-25T11:00:00Z").forgo(open.requestId(), JOB);
        DoneAction done = new DoneAction(open.requestId(), CODE, JOB);
        assertThat(actions.succeedAndIntend(done, step, "next-action")).isEqualTo(new Forgone());
        assertThat(actions.stop(step, "next-action")).as("nobody has begun it").isEqualTo(new Forgone());

        Open another = (Open) actions.intend(step, "another", JOB);
        at("2026-11-25T11:00:00Z").forgo(another.requestId(), JOB);
        DoneAction late = new DoneAction(another.requestId(), CODE, JOB);
        assertThat(actions.succeedWith(late, () -> {
                    throw new AssertionError("The step is not wanted any more");
                }))
                .isEqualTo(new Forgone());
    }

    @Test
    void theJobThatWasRefusedIsRefusedAgainAndAResubmittedOneAsksUnderANewRequestId() {
        Open open = intend(JOB);
        assertThat(actions.refuse(open.requestId(), "no licence left", JOB))
                .isEqualTo(new Refused("no licence left", false));
        assertThat(actions.intend(step, "activate-sim", JOB)).isEqualTo(new Refused("no licence left", false));
        Open again = intend(LATER_JOB);
        assertThat(again.requestId()).isEqualTo(step + ":activate-sim:2");
        assertThat(again.firstAttempt()).isTrue();
        assertThat(intend(LATER_JOB).firstAttempt()).isFalse();
        actions.succeed(new DoneAction(again.requestId(), Map.of(), LATER_JOB));
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Succeeded(Map.of()));
    }

    @Test
    void aRefusalThatWasReportedLateIsToldToTheJobThatComesForItBeforeAnythingIsTriedAnew() {
        Open open = intend(JOB);
        assertThat(actions.await(open.requestId(), JOB)).isEqualTo(new Awaited());
        assertThat(take(open, false)).isEqualTo(Effect.SETTLED);
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Refused("done late", false));
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Refused("done late", false));
        assertThat(intend(LATER_JOB + 1).requestId()).isEqualTo(step + ":activate-sim:2");
    }

    @Test
    void aReportThatIsFasterThanTheAnswerCounts() {
        Open open = intend(JOB);
        assertThat(take(open, true)).isEqualTo(Effect.SETTLED);
        assertThat(actions.await(open.requestId(), JOB)).isEqualTo(new Succeeded(CODE));
    }

    @Test
    void aDoubledReportAndOneAgainstItChangeNothingAndAreKept() throws SQLException {
        Open open = intend(JOB);
        actions.await(open.requestId(), JOB);
        assertThat(take(open, true)).isEqualTo(Effect.SETTLED);
        assertThat(take(open, true)).isEqualTo(Effect.REPEATED);
        assertThat(take(open, false)).isEqualTo(Effect.CONTRADICTED);
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Succeeded(CODE));
        assertThat(number("SELECT COUNT(*) FROM NETWORK_CALLBACK WHERE REQUEST_ID = ?", open.requestId()))
                .isEqualTo(3);
    }

    @Test
    void aReportAtAnotherAddressOrAboutAnUnknownRequestIsNotTaken() {
        Open open = intend(JOB);
        assertThat(callbacks.take(new ReportedOutcome(open.requestId(), "", true, 0, "", Map.of())))
                .isEmpty();
        assertThat(callbacks.take(new ReportedOutcome(open.requestId(), "00ff", true, 0, "", Map.of())))
                .isEmpty();
        assertThat(callbacks.take(new ReportedOutcome("nobody", open.callbackToken(), true, 0, "", Map.of())))
                .isEmpty();
        assertThat(intend(JOB).firstAttempt()).isFalse();
    }

    @Test
    void anOutageKeepsTheLastWordsAndTheIntent() throws SQLException {
        Open open = intend(JOB);
        actions.noteOutage(open.requestId(), "x".repeat(1_200));
        assertThat(number("SELECT LENGTH(LAST_WORDS) FROM NETWORK_ACTION WHERE REQUEST_ID = ?", open.requestId()))
                .isEqualTo(1_000);
        assertThat(intend(LATER_JOB).requestId()).isEqualTo(open.requestId());
    }

    @Test
    void anActionThatIsStoppedBeforeItBeganIsNeverBegun() throws SQLException {
        assertThat(actions.stop(step, "activate-sim")).isEqualTo(new Forgone());
        assertThat(actions.intend(step, "activate-sim", JOB)).isEqualTo(new Forgone());
        assertThat(actions.intend(step, "activate-sim", LATER_JOB)).isEqualTo(new Forgone());
        assertThat(actions.stop(step, "activate-sim")).isEqualTo(new Forgone());
        assertThat(number("SELECT ATTEMPTS FROM NETWORK_ACTION WHERE STEP_ID = ?", step))
                .isZero();
    }

    @Test
    void anActionThatIsStoppedKeepsWhatIsKnownOfIt() {
        Open open = intend(JOB);
        assertThat(actions.stop(step, "activate-sim"))
                .isEqualTo(new Open(open.requestId(), open.callbackToken(), false, false));
        actions.succeed(new DoneAction(open.requestId(), CODE, JOB));
        assertThat(actions.stop(step, "activate-sim")).isEqualTo(new Succeeded(CODE));
        Open other = (Open) actions.intend(step, "create-subscriber", JOB);
        actions.refuse(other.requestId(), "no licence left", JOB);
        assertThat(actions.stop(step, "create-subscriber")).isEqualTo(new Refused("no licence left", false));
    }

    @Test
    void aRequestIsForgoneWhenItCannotBeOnItsWayAnyMore() {
        Open open = intend(JOB);
        assertThat(at("2026-11-25T10:00:29Z").forgo(open.requestId(), JOB)).isEqualTo(new Awaited());
        assertThat(actions.stop(step, "activate-sim")).isInstanceOf(Open.class);
        assertThat(at("2026-11-25T10:00:30Z").forgo(open.requestId(), JOB)).isEqualTo(new Forgone());
        assertThat(intend(step, LATER_JOB)).isEqualTo(new Forgone());
    }

    @Test
    void whatWasSettledIsNotForgone() {
        Open open = intend(JOB);
        actions.succeed(new DoneAction(open.requestId(), CODE, JOB));
        assertThat(at("2026-11-25T11:00:00Z").forgo(open.requestId(), JOB)).isEqualTo(new Succeeded(CODE));
    }

    @Test
    void anElementThatHasDoneWhatWasForgoneIsBelievedAndTheStepGoesNoFurther() {
        Open answered = intend(JOB);
        at("2026-11-25T11:00:00Z").forgo(answered.requestId(), JOB);
        assertThat(actions.succeed(new DoneAction(answered.requestId(), CODE, JOB)))
                .isEqualTo(new Forgone());
        assertThat(actions.stop(step, "activate-sim")).isEqualTo(new Succeeded(CODE));

        Open reported = (Open) actions.intend(step, "create-subscriber", JOB);
        at("2026-11-25T11:00:00Z").forgo(reported.requestId(), JOB);
        assertThat(take(reported, true)).isEqualTo(Effect.CONTRADICTED);
        assertThat(actions.stop(step, "create-subscriber")).isEqualTo(new Succeeded(CODE));
    }

    private static NetworkActions at(String instant) {
        return new NetworkActions(dataSource, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    private Standing intend(String stepId, long job) {
        return actions.intend(stepId, "activate-sim", job);
    }

    private Open intend(long job) {
        return (Open) intend(step, job);
    }

    private Effect take(Open open, boolean succeeded) {
        return callbacks
                .take(new ReportedOutcome(
                        open.requestId(),
                        open.callbackToken(),
                        succeeded,
                        succeeded ? 0 : 1005,
                        "done late",
                        succeeded ? CODE : Map.of()))
                .orElseThrow()
                .effect();
    }

    private static long number(String sql, String requestId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, requestId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
