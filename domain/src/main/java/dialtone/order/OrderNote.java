package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A remark on an order (TMF622 Note). A request may leave out all but the text; one that is stored has all of it.
 *
 * @param id        within the order; at most {@value #MAX_ID} characters
 * @param author    at most {@value #MAX_AUTHOR} characters
 * @param writtenAt as fine as it is stored: microseconds
 * @param text      1 to {@value #MAX_TEXT} characters
 */
@Embeddable
public record OrderNote(
        @Column(name = "NOTE_ID") @Nullable String id,
        @Column(name = "AUTHOR") @Nullable String author,
        @Column(name = "WRITTEN_AT") @Nullable Instant writtenAt,
        @Column(name = "CONTENT") String text) {

    public static final int MAX_ID = 32;
    public static final int MAX_AUTHOR = 128;
    public static final int MAX_TEXT = 1_000;

    public OrderNote {
        writtenAt = writtenAt == null ? null : OrderDetails.stored(writtenAt);
    }

    /** With what the requester left out: the number of the note, who placed the order, and when. */
    OrderNote completed(int number, String placedBy, Instant placedAt) {
        return new OrderNote(
                id == null ? Integer.toString(number) : id,
                author == null ? placedBy : author,
                writtenAt == null ? placedAt : writtenAt,
                text);
    }

    void refuse(String path, List<Rejection> refusals) {
        OrderDetails.limit(path + ".id", id, MAX_ID, refusals);
        OrderDetails.limit(path + ".author", author, MAX_AUTHOR, refusals);
        OrderDetails.date(path + ".date", writtenAt, refusals);
        OrderDetails.required(path + ".text", text, MAX_TEXT, refusals);
    }
}
