package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.specimpl.ResteasyUriInfo;
import org.junit.jupiter.api.Test;

/** Works are asked for in the same words, whatever they do. The one that there is here has the id 7. */
class PacedWorkApiTest {

    private enum State {
        WAITING,
        DONE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record WorkView(long id) {}

    private static final PacedWorkApi.Log<Long, State, String> LOG = (id, state, offset, limit) -> new Page<>(
            List.of(id + " " + state.map(State::wire).orElse("all") + " " + offset + " " + limit), offset, 9);

    private static PacedWorkApi<Long, Long> asked(String query) {
        return new PacedWorkApi<>(
                "bill run",
                id -> id == 7 ? Optional.of(id) : Optional.empty(),
                WorkView::new,
                new ResteasyUriInfo(URI.create("http://127.0.0.1/"), URI.create("bill-runs?" + query)));
    }

    private static Response log(long id, String query) {
        return asked(query).log(id, List.of(State.values()), State::wire, LOG, entry -> entry);
    }

    private static void assertRefused(Runnable call, int status, String code) {
        assertThatExceptionOfType(TmfRefusal.class).isThrownBy(call::run).satisfies(refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.reasons().getFirst().code()).isEqualTo(code);
        });
    }

    @Test
    void worksAreListedByPage() {
        try (Response answer = asked("offset=1&limit=1").list((offset, limit) -> new Page<>(List.of(7L), offset, 3))) {
            assertThat(answer.getStatus()).isEqualTo(206);
            assertThat(answer.getEntity()).isEqualTo("[{\"id\":7}]");
            assertThat(answer.getHeaderString("Content-Range")).isEqualTo("items 1-1/3");
        }
        assertRefused(
                () -> asked("state=done").list((offset, limit) -> Page.last(List.of(), 0)), 400, "UNKNOWN_FILTER");
    }

    @Test
    void oneIsFoundOrThereIsNone() {
        assertThat(asked("").find(7L)).isEqualTo("{\"id\":7}");
        assertRefused(() -> asked("").find(8L), 404, "NOT_FOUND");
    }

    @Test
    void theLogIsOfAllEntriesOrOfThoseInOneState() {
        try (Response all = log(7, "limit=2");
                Response done = log(7, "state=done&offset=4")) {
            assertThat(all.getEntity()).isEqualTo("[\"7 all 0 2\"]");
            assertThat(done.getEntity()).isEqualTo("[\"7 done 4 100\"]");
        }
        assertRefused(() -> log(7, "state=DONE"), 400, "INVALID_FILTER");
        assertRefused(() -> log(8, "state=done"), 404, "NOT_FOUND");
    }

    @Test
    void whatWasDoneToOneIsAnsweredByHowItStands() {
        assertThat(asked("").changed(Outcome.accepted(7L))).isEqualTo("{\"id\":7}");
        assertRefused(
                () -> asked("").changed(Outcome.rejected(List.of(Rejection.of("NOT_PAUSED", "It runs.")))),
                409,
                "NOT_PAUSED");
    }
}
