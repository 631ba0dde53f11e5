package dialtone.usage.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.usage.SessionPart;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SessionPart.Patience;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a record is a part of a session, by what its element says: the session, the number of the part, the cause. */
class SessionRulesTest {

    private static final Patience A_DAY = new Patience(Duration.ofHours(24), Missing.SUSPEND);

    private static final SessionRules RULES = new SessionRules(
            Value.at(0),
            Value.at(1),
            Value.at(2),
            Set.of("volumeLimit", "timeLimit"),
            Set.of("normalRelease", "abnormalRelease"),
            A_DAY);

    @ParameterizedTest
    @CsvSource({
        "volumeLimit, false",
        "timeLimit, false",
        "normalRelease, true",
        "abnormalRelease, true",
        "NORMALRELEASE, false",
        "sGSNPLMNIDChange, false",
        "'', false"
    })
    void a_part_is_the_last_only_by_a_cause_that_says_so(String cause, boolean last) {
        assertThat(said("a1", "2", cause)).isEqualTo(part("a1", 2, last));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0000000001, 1", "00000000000999, 999", "1000, 1000", "999999, 999999"})
    void parts_are_counted_from_1_to_a_million(String written, int number) {
        assertThat(said("a1", written, "normalRelease")).isEqualTo(part("a1", number, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0000",
                "1000000",
                "00001000000",
                "99999999999",
                "-1",
                "+1",
                "1.5",
                "x",
                "1/2",
                "1:2",
                "\u0661"
            })
    void another_number_is_wrong_whether_more_follows_or_not(String written) {
        SessionRules.Said wrong = new SessionRules.Said.Wrong("Not a number of a part from 1 to 999999: " + written);
        assertThat(said("a1", written, "normalRelease")).isEqualTo(wrong);
        assertThat(said("a1", written, "timeLimit")).isEqualTo(wrong);
    }

    @Test
    void a_record_without_a_number_is_the_whole_session() {
        assertThat(said("a1", "", "normalRelease")).isEqualTo(new SessionRules.Said.Whole());
        assertThat(said("", "", "")).isEqualTo(new SessionRules.Said.Whole());
    }

    @Test
    void a_record_without_a_number_whose_cause_nobody_knows_waits_as_the_first_part() {
        assertThat(said("a1", "", "managementIntervention")).isEqualTo(part("a1", 1, false));
        assertThat(said("", "", "managementIntervention"))
                .isEqualTo(new SessionRules.Said.Wrong("Not a session's name of 1 to 64 characters: "));
    }

    @Test
    void a_record_without_a_number_after_which_more_follows_is_wrong() {
        assertThat(said("a1", "", "volumeLimit"))
                .isEqualTo(new SessionRules.Said.Wrong(
                        "More follows by the cause volumeLimit, but no number of the part is there"));
    }

    @Test
    void a_session_has_a_name_of_at_most_64_characters() {
        String longest = "s".repeat(SessionPart.MAX_SESSION);
        assertThat(said(longest, "1", "")).isEqualTo(part(longest, 1, false));
        assertThat(said(longest + "s", "1", ""))
                .isEqualTo(new SessionRules.Said.Wrong("Not a session's name of 1 to 64 characters: " + longest + "s"));
        assertThat(said("", "1", ""))
                .isEqualTo(new SessionRules.Said.Wrong("Not a session's name of 1 to 64 characters: "));
    }

    @Test
    void rules_keep_their_own_causes() {
        Set<String> more = new HashSet<>(Set.of("17"));
        Set<String> last = new HashSet<>(Set.of("0"));
        SessionRules rules = new SessionRules(Value.at(0), Value.at(1), Value.at(2), more, last, A_DAY);
        more.clear();
        last.clear();
        assertThat(rules.of(new String[] {"a1", "", "17"})).isInstanceOf(SessionRules.Said.Wrong.class);
        assertThat(rules.of(new String[] {"a1", "1", "0"})).isEqualTo(part("a1", 1, true));
    }

    private static SessionRules.Said said(String session, String number, String cause) {
        return RULES.of(new String[] {session, number, cause});
    }

    private static SessionRules.Said part(String session, int number, boolean last) {
        return new SessionRules.Said.Part(new SessionPart(session, number, last, A_DAY));
    }
}
