package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Page;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRangeTest {

    private static final URI REQUEST = URI.create("http://127.0.0.1/productOrder?state=completed&limit=10");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,  -,    0,  100
            0,  1,    0,  1
            20, 10,   20, 10
            0,  9999, 0,  500
            """)
    void aRangeHasDefaultsAndALargestLimit(String offset, String limit, int from, int rows) {
        assertThat(PageRange.of(parameters(offset, limit))).isEqualTo(new PageRange(from, rows));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -1,          -,  offset
            x,           -,  offset
            99999999999, -,  offset
            -,           0,  limit
            -,           -5, limit
            -,           '', limit
            -,           1;, limit
            """)
    void whatIsNotARangeIsRefusedByName(String offset, String limit, String named) {
        assertThatThrownBy(() -> PageRange.of(parameters(offset, limit)))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal ->
                                assertThat(refusal.reasons().getFirst().field()).isEqualTo(named));
    }

    @Test
    void theWholeListIs200() {
        try (Response answer = new PageRange(0, 10).answer("[]", 3, 3, REQUEST)) {
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("3");
            assertThat(answer.getHeaderString("X-Result-Count")).isEqualTo("3");
            assertThat(answer.getHeaderString("Link")).isNull();
        }
    }

    @Test
    void anEmptyListIs200() {
        try (Response answer = new PageRange(0, 10).answer("[]", 0, 0, REQUEST)) {
            assertThat(answer.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void aPartIs206AndLinksToTheOthers() {
        try (Response answer = new PageRange(10, 10).answer("[]", 10, 35, REQUEST)) {
            assertThat(answer.getStatus()).isEqualTo(206);
            assertThat(answer.getHeaderString("Content-Range")).isEqualTo("items 10-19/35");
            assertThat(answer.getHeaderString("Link"))
                    .contains("offset=10&limit=10>; rel=\"self\"")
                    .contains("offset=0&limit=10>; rel=\"first\"")
                    .contains("offset=0&limit=10>; rel=\"prev\"")
                    .contains("offset=20&limit=10>; rel=\"next\"")
                    .contains("offset=30&limit=10>; rel=\"last\"")
                    .contains("state=completed");
        }
    }

    @Test
    void theLastPartHasNoNext() {
        try (Response answer = new PageRange(30, 10).answer("[]", 5, 35, REQUEST)) {
            assertThat(answer.getStatus()).isEqualTo(206);
            assertThat(answer.getHeaderString("Link")).doesNotContain("rel=\"next\"");
        }
    }

    @Test
    void pastTheEndIs416() {
        try (Response answer = new PageRange(35, 10).answer("[]", 0, 35, REQUEST)) {
            assertThat(answer.getStatus()).isEqualTo(416);
            assertThat(answer.getHeaderString("Content-Range")).isEqualTo("items */35");
            assertThat((String) answer.getEntity()).contains("\"code\":\"PAST_THE_END\"");
        }
    }

    @Test
    void aListThatIsReadWholeIsCutToTheRange() {
        List<Integer> all = IntStream.range(0, 35).boxed().toList();
        assertThat(new PageRange(30, 10).part(all)).isEqualTo(new Page<>(List.of(30, 31, 32, 33, 34), 30, 35));
        assertThat(new PageRange(0, 2).part(all)).isEqualTo(new Page<>(List.of(0, 1), 0, 35));
        assertThat(new PageRange(40, 10).part(all)).isEqualTo(new Page<>(List.of(), 40, 35));
    }

    @Test
    void eachRowHasTheAttributesThatWereAskedFor() {
        FieldSelection fields = FieldSelection.parse("name", EntityRef.class);
        try (Response answer = new PageRange(0, 10)
                .answer(
                        new Page<>(List.of("a", "b"), 0, 2),
                        id -> EntityRef.to(id, "Name of " + id, "Thing"),
                        fields,
                        REQUEST)) {
            assertThat(answer.getEntity())
                    .isEqualTo("[{\"id\":\"a\",\"name\":\"Name of a\"},{\"id\":\"b\",\"name\":\"Name of b\"}]");
            assertThat(answer.getHeaderString("X-Total-Count")).isEqualTo("2");
        }
    }

    private static MultivaluedMap<String, String> parameters(String offset, String limit) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        if (offset != null) {
            parameters.add("offset", offset);
        }
        if (limit != null) {
            parameters.add("limit", limit);
        }
        return parameters;
    }
}
