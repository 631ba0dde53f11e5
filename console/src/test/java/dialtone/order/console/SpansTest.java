package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-3S, 0 s",
        "PT0.42S, 0.4 s",
        "PT5S, 5 s",
        "PT9.96S, 9.9 s",
        "PT12.7S, 12 s",
        "PT3M, 3 min",
        "PT3M20S, 3 min 20 s",
        "PT5H2M, 5 h 2 min",
        "P2DT4H, 2 d 4 h",
    })
    void a_span_is_told_as_finely_as_it_matters(Duration span, String text) {
        assertThat(Spans.text(span)).isEqualTo(text);
    }
}
