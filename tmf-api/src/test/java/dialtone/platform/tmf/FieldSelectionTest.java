package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSelectionTest {

    @JsonbPropertyOrder({"id", "href", "state"})
    public record Thing(
            String id,
            String href,
            String state,
            @Nullable String note,
            @JsonbProperty("@type") String type) {}

    private static final Thing THING = new Thing("1", "/thing/1", "done", null, "Thing");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
            -           | {"id":"1","href":"/thing/1","state":"done","@type":"Thing"}
            *           | {"id":"1","href":"/thing/1","state":"done","@type":"Thing"}
            ~~          | {"id":"1","href":"/thing/1","state":"done","@type":"Thing"}
            state       | {"id":"1","href":"/thing/1","state":"done","@type":"Thing"}
            note        | {"id":"1","href":"/thing/1","@type":"Thing"}
            id, note    | {"id":"1","href":"/thing/1","@type":"Thing"}
            none        | {"id":"1","href":"/thing/1","@type":"Thing"}
            """)
    void theAnswerHasWhatWasAskedForAndAlwaysIdAndHref(String fields, String json) {
        FieldSelection selection = FieldSelection.parse(fields, Thing.class);
        assertThat(ResourceJson.write(THING, selection)).isEqualTo(json);
        assertThat(ResourceJson.write(List.of(THING), selection)).isEqualTo("[" + json + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour       | colour
            state,colour | colour
            part.name    | part.name
            type         | type
            """)
    void anUnknownFieldIsRefusedByName(String fields, String named) {
        assertThatThrownBy(() -> FieldSelection.parse(fields, Thing.class))
                .isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.reasons().getFirst().message()).contains("no attribute " + named + ";");
                });
    }
}
