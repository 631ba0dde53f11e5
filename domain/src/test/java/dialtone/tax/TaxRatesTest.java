package dialtone.tax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the rows of one tax holds, whatever their order in the file: the narrowest place, then the category, then the reach. */
class TaxRatesTest {

    private static final TaxPlace BAVARIA = TaxPlace.region("DE", "BY");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE,,,,VAT,all,19,,,2021-01-01,,law    | DE,,,,VAT,goods,7,,,2021-01-01,,law       | 7",
                "DE,,,,VAT,all,19,,,2021-01-01,,law    | DE,,,,VAT,all,5,,within,2021-01-01,,law   | 5",
                "DE,,,,VAT,goods,7,,,2021-01-01,,law   | DE,,,,VAT,all,5,,within,2021-01-01,,law   | 7",
                "DE,,,,VAT,goods,7,,,2021-01-01,,law   | DE,BY,,,VAT,all,9,,,2021-01-01,,law       | 9",
                "DE,BY,,,VAT,all,9,,,2021-01-01,,law   | DE,,,,VAT,goods,3,,within,2021-01-01,,law | 9",
                "DE,BY,,,VAT,all,9,,,2021-01-01,,law   | DE,BY,,,VAT,goods,4,,,2021-01-01,,law     | 4",
                "DE,,,,VAT,all,5,,within,2021-01-01,,law | DE,,,,VAT,all,6,,between,2021-01-01,,law | 5",
            })
    void ofTwoRowsOfATax(String one, String other, String percent) {
        List<String> rows = Arrays.asList(one, other);
        for (int order = 0; order < 2; order++) {
            TaxRates rates = TaxTables.rates(rows.toArray(String[]::new));

            assertThat(TaxTables.accepted(rates.of(BAVARIA, BAVARIA, TaxCategory.GOODS, TaxTables.DAY)))
                    .singleElement()
                    .satisfies(rate -> assertThat(rate.percent()).isEqualByComparingTo(percent));
            Collections.reverse(rows);
        }
    }
}
