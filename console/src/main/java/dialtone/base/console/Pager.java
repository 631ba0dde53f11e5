package dialtone.base.console;

import dialtone.base.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The line below a list: which rows are shown, and the addresses of the pages before and after. A list's filters are in its
 * address, so that it can be kept, sent and gone back to.
 *
 * @param path   of the list, with the context root
 * @param query  the filters in force, without the offset
 * @param offset of the first row shown, from 0
 * @param shown  rows on this page
 * @param limit  rows a page may have
 * @param total  rows in all
 */
public record Pager(String path, Map<String, String> query, int offset, int shown, int limit, long total) {
    public static Pager of(Page<?> page, int limit, String path, Map<String, String> query) {
        return new Pager(path, query, page.offset(), page.rows().size(), limit, page.total());
    }

    /** The offset of an address: 0 when there is none or it is not a number from 0 to {@code highest}. */
    public static int offset(@Nullable String parameter, int highest) {
        return parameter != null && parameter.matches("[0-9]{1,9}") && Integer.parseInt(parameter) <= highest
                ? Integer.parseInt(parameter)
                : 0;
    }

    /** {@code 26 to 50 of 112}. */
    public String range() {
        return shown == 0 ? "None of " + total : (offset + 1) + " to " + (offset + shown) + " of " + total;
    }

    public boolean hasPrevious() {
        return offset > 0;
    }

    public boolean hasNext() {
        return offset + shown < total && shown > 0;
    }

    public String previous() {
        return address(Math.max(0, offset - limit));
    }

    public String next() {
        return address(offset + limit);
    }

    private String address(int from) {
        String filters = query.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8) + "&")
                .sorted()
                .collect(Collectors.joining());
        return path + "?" + filters + "offset=" + from;
    }
}
