package dialtone.platform.tmf;

import dialtone.base.Page;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which part of a list is asked for, and how it is answered (TMF630): 200 with the whole list, 206 with a part of it and links to
 * the others, 416 past its end; always X-Total-Count and X-Result-Count.
 *
 * @param offset from 0
 * @param limit  1 to {@link Page#MAX_LIMIT}; more is cut to that
 */
public record PageRange(int offset, int limit) {

    /** Rows of a request that names no limit. */
    public static final int DEFAULT_LIMIT = 100;

    private static final String OFFSET = "offset";
    private static final String LIMIT = "limit";

    /** @throws TmfRefusal INVALID_RANGE for what is not a number in its range */
    public static PageRange of(MultivaluedMap<String, String> parameters) {
        int offset = number(parameters, OFFSET, 0, 0);
        int limit = number(parameters, LIMIT, DEFAULT_LIMIT, 1);
        return new PageRange(offset, Math.min(limit, Page.MAX_LIMIT));
    }

    private static int number(MultivaluedMap<String, String> parameters, String name, int otherwise, int least) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(name, least);
        }
        throw invalid(name, least);
    }

    private static TmfRefusal invalid(String name, int least) {
        return TmfRefusal.at(name, "INVALID_RANGE", "This has to be a whole number of at least " + least + ".");
    }

    /**
     * @param page    the rows of this range
     * @param view    as what each is shown
     * @param request address of this request with its parameters
     */
    public <T> Response answer(Page<T> page, Function<? super T, ?> view, URI request) {
        return answer(
                ResourceJson.write(page.rows().stream().map(view).toList()),
                page.rows().size(),
                page.total(),
                request);
    }

    /**
     * The same, each with the attributes that were asked for.
     *
     * @param page    the rows of this range
     * @param view    as what each is shown
     * @param request address of this request with its parameters
     */
    public <T> Response answer(
            Page<T> page, Function<? super T, ? extends Record> view, FieldSelection fields, URI request) {
        return answer(
                ResourceJson.write(page.rows().stream().map(view).toList(), fields),
                page.rows().size(),
                page.total(),
                request);
    }

    /** The rows of this range, of a list that is read whole. */
    public <T> Page<T> part(List<T> all) {
        return new Page<>(all.stream().skip(offset).limit(limit).toList(), offset, all.size());
    }

    /**
     * @param rows    those of this range, as JSON
     * @param count   how many rows that is
     * @param total   how many there are in all
     * @param request address of this request with its parameters
     */
    Response answer(String rows, int count, long total, URI request) {
        if (offset > 0 && offset >= total) {
            return pastTheEnd(total);
        }
        Response.ResponseBuilder answer = Response.status(count < total ? Status.PARTIAL_CONTENT : Status.OK)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(rows)
                .header("X-Total-Count", total)
                .header("X-Result-Count", count);
        if (count < total) {
            answer.header("Content-Range", "items " + offset + "-" + (offset + count - 1) + "/" + total);
            answer.header(HttpHeaders.LINK, String.join(", ", links(total, request)));
        }
        return answer.build();
    }

    private static Response pastTheEnd(long total) {
        int status = Status.REQUESTED_RANGE_NOT_SATISFIABLE.getStatusCode();
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ResourceJson.write(
                        TmfError.of(status, "PAST_THE_END", "offset: the list has " + total + " entries.")))
                .header("Content-Range", "items */" + total)
                .header("X-Total-Count", total)
                .header("X-Result-Count", 0)
                .build();
    }

    private List<String> links(long total, URI request) {
        long last = (total - 1) / limit * limit;
        List<String> links = new ArrayList<>();
        links.add(link("self", offset, request));
        links.add(link("first", 0, request));
        if (offset > 0) {
            links.add(link("prev", Math.max(0, offset - limit), request));
        }
        if (offset + limit < total) {
            links.add(link("next", offset + limit, request));
        }
        links.add(link("last", last, request));
        return links;
    }

    private String link(String relation, long from, URI request) {
        URI page = UriBuilder.fromUri(request)
                .replaceQueryParam(OFFSET, from)
                .replaceQueryParam(LIMIT, limit)
                .build();
        return "<" + page + ">; rel=\"" + relation + "\"";
    }
}
