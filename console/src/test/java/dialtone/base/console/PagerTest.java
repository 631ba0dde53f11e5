package dialtone.base.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerTest {
    private static final int LIMIT = 2;

    private static Pager at(int offset, int rows) {
        return Pager.of(
                new Page<>(List.of("a", "b").subList(0, rows), offset, 5),
                LIMIT,
                "/console/orders/list",
                Map.of("text", "Müller & Söhne", "state", ""));
    }

    @Test
    void theFirstPageHasNoneBeforeIt() {
        assertThat(at(0, 2).hasPrevious()).isFalse();
        assertThat(at(0, 2).hasNext()).isTrue();
        assertThat(at(0, 2).range()).isEqualTo("1 to 2 of 5");
    }

    @Test
    void theLastPageHasNoneAfterIt() {
        assertThat(at(4, 1).hasPrevious()).isTrue();
        assertThat(at(4, 1).hasNext()).isFalse();
        assertThat(at(4, 1).range()).isEqualTo("5 to 5 of 5");
    }

    @Test
    void aPageBeyondTheEndLeadsBackOnly() {
        assertThat(at(10, 0).hasNext()).isFalse();
        assertThat(at(10, 0).range()).isEqualTo("None of 5");
    }

    @Test
    void theFiltersGoAlongEncoded() {
        assertThat(at(2, 2).next()).isEqualTo("/console/orders/list?text=M%C3%BCller+%26+S%C3%B6hne&offset=4");
        assertThat(at(1, 2).previous()).endsWith("&offset=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "9999999999", "101", "1 OR 1=1"})
    void anOffsetThatIsNoneIsTheBeginning(String parameter) {
        assertThat(Pager.offset(parameter, 100)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "50, 50", "100, 100"})
    void anOffsetWithinTheLimitIsTaken(String parameter, int offset) {
        assertThat(Pager.offset(parameter, 100)).isEqualTo(offset);
    }

    @Test
    void withoutAnOffsetAListBeginsAtTheBeginning() {
        assertThat(Pager.offset(null, 100)).isZero();
    }
}
