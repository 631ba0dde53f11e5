package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.core.SynchronousDispatcher;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the server's own JAX-RS, for half of the errors are its own. */
class TmfErrorMapperTest {

    public record Thing(String name) {}

    @Path("/thing")
    @Produces(MediaType.APPLICATION_JSON)
    public static class Things {

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        public String make(InputStream body) {
            return ResourceJson.write(RequestJson.read(body, Thing.class));
        }

        @GET
        @Path("bug")
        public String bug() {
            throw new IllegalStateException("jdbc:h2:secret");
        }

        @GET
        @Path("conflict")
        public String conflict() {
            throw TmfRefusal.of(Status.CONFLICT, "NOT_IN_VALID_STATE", "It is completed.");
        }
    }

    private static Dispatcher dispatcher;

    @BeforeAll
    static void deploy() {
        dispatcher = MockDispatcherFactory.createDispatcher();
        dispatcher.getRegistry().addPerRequestResource(Things.class);
        ((SynchronousDispatcher) dispatcher).getProviderFactory().registerProvider(TmfErrorMapper.class);
    }

    @Test
    void whatFitsIsTaken() throws URISyntaxException {
        MockHttpResponse answer = send(post("{\"name\": \"a\"}", MediaType.APPLICATION_JSON));
        assertThat(answer.getStatus()).isEqualTo(200);
    }

    @Test
    void malformedJsonIs400() throws URISyntaxException {
        error(send(post("{\"name\": ", MediaType.APPLICATION_JSON)), 400, "MALFORMED_JSON");
    }

    @Test
    void aWrongTypeIs400AndNamesTheField() throws URISyntaxException {
        JsonObject error = error(send(post("{\"name\": 1}", MediaType.APPLICATION_JSON)), 400, "WRONG_TYPE");
        assertThat(error.getString("reason")).startsWith("name: ");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("field"))
                .isEqualTo("name");
    }

    @Test
    void tenMegabytesAre413() throws URISyntaxException {
        error(send(post(" ".repeat(10 * 1024 * 1024), MediaType.APPLICATION_JSON)), 413, "BODY_TOO_LARGE");
    }

    @Test
    void anotherLanguageIs415() throws URISyntaxException {
        error(send(post("<name/>", MediaType.APPLICATION_XML)), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void nothingAtTheAddressIs404() throws URISyntaxException {
        error(send(MockHttpRequest.get("/nothing")), 404, "NOT_FOUND");
    }

    @Test
    void aMethodThatTheResourceHasNotIs405WithThoseItHas() throws URISyntaxException {
        MockHttpResponse answer = send(MockHttpRequest.delete("/thing"));
        error(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.getOutputHeaders().getFirst("Allow").toString()).contains("POST");
    }

    @Test
    void anotherAnswerThanJsonIs406() throws URISyntaxException {
        error(send(MockHttpRequest.get("/thing/conflict").accept(MediaType.TEXT_HTML)), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void aConflictIs409() throws URISyntaxException {
        JsonObject error = error(send(MockHttpRequest.get("/thing/conflict")), 409, "NOT_IN_VALID_STATE");
        assertThat(error.getString("reason")).isEqualTo("It is completed.");
    }

    @Test
    void aBugIs500WithAReferenceAndNothingOfItsInside() throws Exception {
        MockHttpResponse answer = send(MockHttpRequest.get("/thing/bug"));
        JsonObject error = error(answer, 500, "INTERNAL_ERROR");
        assertThat(error.getString("referenceError")).startsWith("urn:uuid:");
        assertThat(answer.getContentAsString()).doesNotContain("jdbc", "IllegalState", "at dialtone");
    }

    @Test
    void optionsAreStillAnswered() throws URISyntaxException {
        assertThat(send(MockHttpRequest.options("/thing")).getStatus()).isEqualTo(200);
    }

    private static MockHttpRequest post(String body, String type) throws URISyntaxException {
        return MockHttpRequest.post("/thing").contentType(type).content(body.getBytes(StandardCharsets.UTF_8));
    }

    private static MockHttpResponse send(MockHttpRequest request) {
        MockHttpResponse answer = new MockHttpResponse();
        dispatcher.invoke(request, answer);
        return answer;
    }

    private static JsonObject error(MockHttpResponse answer, int status, String code) {
        assertThat(answer.getStatus()).isEqualTo(status);
        String body = new String(answer.getOutput(), StandardCharsets.UTF_8);
        assertThat(answer.getOutputHeaders().getFirst("Content-Type").toString())
                .startsWith("application/json");
        try (var reader = Json.createReader(new StringReader(body))) {
            JsonObject error = reader.readObject();
            assertThat(error.getString("code")).isEqualTo(code);
            assertThat(error.getString("status")).isEqualTo(Integer.toString(status));
            assertThat(error.getString("reason")).isNotBlank();
            assertThat(error.getString("@type")).isEqualTo("Error");
            return error;
        }
    }
}
