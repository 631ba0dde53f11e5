package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ByHandTest {

    private static final ByHand ACTIVATION = new ByHand(
            false,
            List.of(
                    new ByHand.Fact(
                            "activationCode",
                            "Activation code",
                            new AnswerForm(Pattern.compile("LPA:1\\$.+"), "It begins with LPA:1$."),
                            Map.of("simType", "esim")),
                    new ByHand.Fact(
                            "vendorId",
                            "Vendor's id",
                            new AnswerForm(Pattern.compile("[0-9]+"), "It has digits alone."),
                            Map.of())));

    @Test
    void who_does_a_step_by_hand_says_what_it_would_have_brought() {
        assertThat(objections("esim", Map.of("activationCode", "LPA:1$smdp.example$X", "vendorId", "7")))
                .isEmpty();
        assertThat(objections("physical", Map.of("vendorId", "7"))).isEmpty();
    }

    @Test
    void what_is_missing_wrong_or_not_the_steps_is_named() {
        assertThat(objections("esim", Map.of("vendorId", " ")))
                .containsExactly("facts.activationCode MISSING", "facts.vendorId MISSING");
        assertThat(objections("esim", Map.of("activationCode", "no code", "vendorId", "1".repeat(256))))
                .containsExactly("facts.activationCode INVALID_FACT", "facts.vendorId INVALID_FACT");
        assertThat(objections("physical", Map.of("activationCode", "LPA:1$smdp.example$X", "vendorId", "7")))
                .as("a physical SIM has none")
                .containsExactly("facts.other UNKNOWN_FACT");
    }

    private static List<String> objections(String simType, Map<String, String> said) {
        return ACTIVATION.objections(Map.of("simType", simType), said).stream()
                .map(reason -> reason.field() + " " + reason.code())
                .toList();
    }
}
