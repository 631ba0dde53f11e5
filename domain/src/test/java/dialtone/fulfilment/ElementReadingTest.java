package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ElementReadingTest {

    private static final Map<String, String> ORDERED = Map.of("msisdn", "491510000001", "profile", "mobile-voice");

    @Test
    void what_is_as_it_was_ordered_is_not_worth_a_sentence() {
        assertThat(new ElementReading("hlr", "subscriber", ORDERED, ORDERED).difference())
                .isEmpty();
    }

    @Test
    void what_differs_is_told_with_element_attribute_expected_and_found() {
        assertThat(reading(Map.of("msisdn", "491510000002", "profile", "mobile-voice")))
                .isEqualTo("hlr, subscriber: msisdn is 491510000002, ordered was 491510000001.");
    }

    @Test
    void what_is_missing_and_what_is_there_beyond_the_order_differ_too() {
        assertThat(reading(Map.of("msisdn", "491510000001", "barring", "BOTH")))
                .isEqualTo(
                        "hlr, subscriber: barring is BOTH, ordered was nothing; profile is nothing, ordered was mobile-voice.");
    }

    @Test
    void a_person_is_told_the_first_differences_and_how_many_there_are_beyond() {
        Map<String, String> ordered = new TreeMap<>();
        for (int at = 1; at <= 7; at++) {
            ordered.put("a" + at, "x".repeat(200));
        }
        String words = new ElementReading("ota", "SIM files", ordered, Map.of())
                .difference()
                .orElseThrow();
        assertThat(words).contains("a5 is nothing").doesNotContain("a6").endsWith("; and 2 more.");
        assertThat(words).contains("x".repeat(119) + "…;");
    }

    @Test
    void an_element_without_it_and_one_that_does_not_show_it_are_told_apart() {
        assertThat(ElementReading.missing("hlr", "subscriber")).isEqualTo("hlr holds no subscriber of this line.");
        assertThat(ElementReading.refused("hlr", "subscriber", "9 unableToComply: no."))
                .isEqualTo("hlr does not show its subscriber: 9 unableToComply: no.");
    }

    @Test
    void what_is_too_long_is_told_as_far_as_an_attribute_and_names_the_elements_whose_rest_is_not() {
        String hlr = "hlr holds no subscriber of this line.";
        String policy = "policy, network profile: downlinkKbps is 1, ordered was 100000; qosClass is 9, ordered was 8.";
        String voicemail = "voicemail, mailbox: retentionDays is 3, ordered was 30.";
        List<String> sentences = List.of(hlr, policy, voicemail);
        String whole = String.join(" ", sentences);
        assertThat(ElementReading.all(sentences, whole.length())).isEqualTo(whole);
        assertThat(ElementReading.all(sentences, 130))
                .isEqualTo("hlr holds no subscriber of this line. Not told in full: policy, voicemail.");
        assertThat(ElementReading.all(sentences, 160))
                .hasSizeLessThanOrEqualTo(160)
                .isEqualTo(
                        "hlr holds no subscriber of this line. policy, network profile: downlinkKbps is 1, ordered was"
                                + " 100000; and more. Not told in full: policy, voicemail.");
    }

    private static String reading(Map<String, String> found) {
        return new ElementReading("hlr", "subscriber", ORDERED, found)
                .difference()
                .orElseThrow();
    }
}
