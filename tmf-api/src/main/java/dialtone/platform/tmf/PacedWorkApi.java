package dialtone.platform.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is asked of work that goes on in rounds, as a fallout batch, a move of orders and a bill run do: which there are, how one stands, and its
 * log, an entry for each thing that it has to do. How it is begun, and who may do what to it, is its resource's.
 *
 * @param <I>  what a work is found by
 * @param <S>  how a work stands
 * @param what it is, for a person
 * @param find how the one of that id stands
 * @param view as what that is shown
 * @param uri  of this request
 */
public record PacedWorkApi<I, S>(
        String what, Function<I, Optional<S>> find, Function<S, ? extends Record> view, UriInfo uri) {

    /** Works, the latest first. */
    @FunctionalInterface
    public interface Works<S> {
        Page<S> list(int offset, int limit);
    }

    /** Entries of a work's log, in their order; all, or those in one state. */
    @FunctionalInterface
    public interface Log<I, E, L> {
        Page<L> entries(I id, Optional<E> state, int offset, int limit);
    }

    /** @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    public Response list(Works<S> works) {
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        return range.answer(works.list(range.offset(), range.limit()), view, uri.getRequestUri());
    }

    /** @throws TmfRefusal 404 */
    public String find(I id) {
        return ResourceJson.write(view.apply(standing(id)));
    }

    /**
     * @param states that the filter of the log may name
     * @param wire   the names that it has for them
     * @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end
     */
    public <E, L> Response log(
            I id, List<E> states, Function<E, String> wire, Log<I, E, L> log, Function<? super L, ?> entry) {
        Optional<E> state = QueryFilter.of(uri.getQueryParameters(), Set.of("state"), Set.of())
                .value("state", states, wire);
        PageRange range = PageRange.of(uri.getQueryParameters());
        standing(id);
        return range.answer(log.entries(id, state, range.offset(), range.limit()), entry, uri.getRequestUri());
    }

    /** How it stands after what was done to it. @throws TmfRefusal it was refused */
    public String changed(Outcome<S> outcome) {
        return ResourceJson.write(view.apply(TmfRefusal.unlessAccepted(outcome)));
    }

    private S standing(I id) {
        return find.apply(id).orElseThrow(() -> TmfRefusal.notFound(what, String.valueOf(id)));
    }
}
