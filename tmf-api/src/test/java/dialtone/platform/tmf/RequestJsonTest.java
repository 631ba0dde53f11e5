package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

    public record Part(@Nullable String name, @Nullable List<Part> parts) {}

    public record Whole(
            @ReadOnly @Nullable String id,
            @Nullable String text,
            @Nullable Integer count,
            @Nullable Instant at,
            @Nullable JsonValue any,
            @Nullable Part part,
            @Nullable List<Part> parts,
            @JsonbProperty("@type") @Nullable String type) {}

    @Test
    void aBodyBecomesTheRecordItDescribes() {
        Whole whole = read("""
                {"text": "Grüße", "count": 3, "at": "2026-11-25T11:00:00+01:00", "any": true, "@type": "Whole",
                 "part": {"name": "a", "@baseType": "Part"}, "parts": [{"name": "b", "parts": []}, {}]}
                """);
        assertThat(whole)
                .isEqualTo(new Whole(
                        null,
                        "Grüße",
                        3,
                        Instant.parse("2026-11-25T10:00:00Z"),
                        JsonValue.TRUE,
                        new Part("a", null),
                        List.of(new Part("b", List.of()), new Part(null, null)),
                        "Whole"));
    }

    public record Reserved(
            @Nullable Boolean truth,
            @NotTaken("Nobody pays here.") @Nullable JsonValue payment) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"payment": [{"id": "1"}]} | payment         | UNSUPPORTED_ATTRIBUTE | Nobody pays here.
            {"truth": "true"}          | truth           | WRONG_TYPE            | This has to be true or false.
            {"@type": 1}               | @type           | WRONG_TYPE            | This has to be a text.
            {"@schemaLocation": []}    | @schemaLocation | WRONG_TYPE            | This has to be a text.
            """)
    void whatIsNotTakenIsRefusedWithItsReason(String body, String field, String code, String message) {
        InputStream stream = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        refused(
                () -> RequestJson.read(stream, Reserved.class),
                refusal -> assertThat(refusal.reasons())
                        .containsExactly(dialtone.base.Rejection.at(field, code, message)));
    }

    @Test
    void anAttributeThatIsNotTakenMayBeAbsentAndATruthValueIsRead() {
        InputStream stream = new ByteArrayInputStream(
                "{\"truth\": false, \"payment\": null, \"@baseType\": \"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(RequestJson.read(stream, Reserved.class)).isEqualTo(new Reserved(false, null));
    }

    @Test
    void nullCountsAsAbsent() {
        assertThat(read("{\"id\": null, \"text\": null}"))
                .isEqualTo(new Whole(null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id": "x"}                             | id                  | READ_ONLY_ATTRIBUTE
            {"colour": 1}                           | colour              | UNKNOWN_ATTRIBUTE
            {"part": {"colour": 1}}                 | part.colour         | UNKNOWN_ATTRIBUTE
            {"text": 1}                             | text                | WRONG_TYPE
            {"text": {"a": "b"}}                    | text                | WRONG_TYPE
            {"count": "3"}                          | count               | WRONG_TYPE
            {"count": 3.5}                          | count               | WRONG_TYPE
            {"count": 99999999999}                  | count               | WRONG_TYPE
            {"at": "yesterday"}                     | at                  | WRONG_TYPE
            {"at": "2026-11-25T10:00:00"}           | at                  | WRONG_TYPE
            {"part": []}                            | part                | WRONG_TYPE
            {"part": "a"}                           | part                | WRONG_TYPE
            {"parts": {"name": "a"}}                | parts               | WRONG_TYPE
            {"parts": [{"name": "a"}, 7]}           | parts[1]            | WRONG_TYPE
            {"parts": [{"name": "a"}, null]}        | parts[1]            | WRONG_TYPE
            {"parts": [{"parts": [{"name": 1}]}]}   | parts[0].parts[0].name | WRONG_TYPE
            """)
    void whatDoesNotFitIsRefusedByItsPath(String body, String field, String code) {
        refused(() -> read(body), refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.reasons()).singleElement().satisfies(reason -> {
                assertThat(reason.field()).isEqualTo(field);
                assertThat(reason.code()).isEqualTo(code);
            });
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"text": "a"              | not closed
            {"text": 'a'}             | other quotes
            {text: "a"}               | no quotes
            {"text": "a",}            | a comma too many
            {"text": "a", "text": "b"} | a name twice
            {"text": "a"} {"text": "b"} | two documents
            []                        | no object
            "text"                    | no object
            null                      | no object
            ~~                        | empty
            <xml/>                    | another language
            """)
    void whatIsNotJsonIsRefused(String body, String why) {
        refused(() -> read(body), refusal -> {
            assertThat(refusal.status()).as(why).isEqualTo(400);
            assertThat(refusal.reasons().getFirst().code()).isEqualTo("MALFORMED_JSON");
        });
    }

    @Test
    void aBodyOfTenMegabytesIsTooLarge() {
        InputStream body = new ByteArrayInputStream(new byte[10 * 1024 * 1024]);
        refused(
                () -> RequestJson.read(body, Whole.class),
                refusal -> assertThat(refusal.status()).isEqualTo(413));
    }

    @Test
    void aBodyNestedWithoutEndIsRefusedBeforeItIsParsed() {
        String deep = "{\"parts\":[".repeat(100_000);
        refused(
                () -> read(deep),
                refusal -> assertThat(refusal.reasons().getFirst().message()).contains("deeper"));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        InputStream body = new ByteArrayInputStream(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        refused(
                () -> RequestJson.read(body, Whole.class),
                refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void textsAndArraysHaveALimit() {
        refused(
                () -> read("{\"text\": \"" + "x".repeat(1001) + "\"}"),
                refusal -> assertThat(refusal.reasons().getFirst().code()).isEqualTo("TOO_LONG"));
        refused(
                () -> read("{\"parts\": [" + "{},".repeat(100) + "{}]}"),
                refusal -> assertThat(refusal.reasons().getFirst().code()).isEqualTo("TOO_MANY"));
    }

    private static Whole read(String body) {
        return RequestJson.read(
                new ByteArrayInputStream((body == null ? "" : body).getBytes(StandardCharsets.UTF_8)), Whole.class);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Consumer<TmfRefusal> with) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TmfRefusal.class, with);
    }
}
