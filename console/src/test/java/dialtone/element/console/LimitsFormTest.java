package dialtone.element.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.Maintenance;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsFormTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void whatIsShownAndSentBackUnchangedProposesTheSame() {
        ElementLimits limits = new ElementLimits(
                Optional.of(20),
                Optional.of(new CallWindow(600, 10)),
                Optional.of(4),
                Optional.of(new Maintenance(TEN, TEN.plusSeconds(3600), "new boards")));
        Map<String, String> fields = LimitsForm.fields(limits, BERLIN);
        assertThat(fields)
                .containsEntry("maintenance.from", "2026-11-25T11:00")
                .containsEntry("maintenance.until", "2026-11-25T12:00");
        Proposal proposal = accepted(LimitsForm.proposal(fields, BERLIN));
        assertThat(ElementLimits.of(proposal, TEN)).isEqualTo(Outcome.accepted(limits));
    }

    @Test
    void emptyFieldsProposeNothing() {
        Map<String, String> fields = LimitsForm.fields(ElementLimits.NONE, BERLIN);
        assertThat(fields.values()).containsOnly("");
        assertThat(ElementLimits.of(accepted(LimitsForm.proposal(fields, BERLIN)), TEN))
                .isEqualTo(Outcome.accepted(ElementLimits.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "callsPerSecond, many, NOT_A_NUMBER",
        "callsPerWindow, 1.5, NOT_A_NUMBER",
        "windowMinutes, 99999999999, NOT_A_NUMBER",
        "concurrentCalls, x, NOT_A_NUMBER",
        "maintenance.from, tomorrow, NOT_A_TIME",
        "maintenance.until, 2026-11-25, NOT_A_TIME"
    })
    void whatCannotBeReadIsRefusedAtItsField(String field, String text, String code) {
        assertThat(LimitsForm.proposal(new HashMap<>(Map.of(field, text)), BERLIN))
                .isEqualTo(Outcome.rejected(List.of(Rejection.at(field, code, message(code)))));
    }

    private static String message(String code) {
        return code.equals("NOT_A_NUMBER")
                ? "Enter a whole number, or nothing."
                : "Enter a date and a time, such as 2026-11-26T22:30.";
    }

    @Test
    void aReasonAloneAsksForTheTimesOfItsMaintenance() {
        Proposal proposal =
                accepted(LimitsForm.proposal(new HashMap<>(Map.of("maintenance.reason", "boards")), BERLIN));
        String field = ElementLimits.of(proposal, TEN)
                .fold(limits -> "none", reasons -> reasons.getFirst().field());
        assertThat(field).isEqualTo("maintenance.until");
    }

    @Test
    void aZoneThatNobodyKnowsIsUtc() {
        assertThat(LimitsForm.zone("Europe/Berlin")).isEqualTo(BERLIN);
        assertThat(LimitsForm.zone("")).isEqualTo(ZoneOffset.UTC);
        assertThat(LimitsForm.zone("Moon/Crater; DROP")).isEqualTo(ZoneOffset.UTC);
    }

    private static Proposal accepted(Outcome<Proposal> outcome) {
        return outcome.fold(proposal -> proposal, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
