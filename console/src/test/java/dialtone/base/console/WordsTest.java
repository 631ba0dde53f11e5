package dialtone.base.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "midnight-blue, Midnight blue",
        "deviceColour, Device colour",
        "NUMBER_POOL_EMPTY, Number pool empty",
        "esim, eSIM",
        "physical, Physical SIM",
        "simType, SIM type",
        "sim-and-number, SIM and number",
        "element-hlr, Element HLR",
        "iccid, ICCID",
        "order-fulfilment, Order fulfilment",
        "'', ''"
    })
    void aNameOfTheCatalogueOrAProcessIsReadAsWords(String name, String words) {
        assertThat(Words.of(name)).isEqualTo(words);
    }
}
