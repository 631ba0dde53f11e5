package dialtone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            rows, offset, limit, counted, total
            0,    0,      10,    false,   0
            3,    0,      10,    false,   3
            3,    20,     10,    false,   23
            10,   0,      10,    true,    77
            10,   20,     10,    true,    77
            0,    90,     10,    true,    77
            """)
    void nobodyCountsWhatThePageItselfSays(int rows, int offset, int limit, boolean counted, long total) {
        boolean[] asked = {false};
        Page<String> page = Page.of(Collections.nCopies(rows, "row"), offset, limit, () -> {
            asked[0] = true;
            return 77;
        });
        assertThat(page.total()).isEqualTo(total);
        assertThat(asked[0]).isEqualTo(counted);
    }

    @Test
    void aPageOfSomethingElseIsTheSamePartOfTheList() {
        assertThat(new Page<>(List.of(1, 2), 20, 77).map(String::valueOf))
                .isEqualTo(new Page<>(List.of("1", "2"), 20, 77));
    }
}
