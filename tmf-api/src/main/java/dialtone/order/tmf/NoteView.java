package dialtone.order.tmf;

import dialtone.order.OrderNote;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** TMF622 Note, both ways. What a request leaves out is filled in: the login, the time of the order, the number of the note. */
@JsonbPropertyOrder({"id", "date", "author", "text"})
public record NoteView(
        @Nullable String id,
        @Nullable Instant date,
        @Nullable String author,
        @Nullable String text) {

    static NoteView of(OrderNote note) {
        return new NoteView(note.id(), note.writtenAt(), note.author(), note.text());
    }

    OrderNote toNote() {
        return new OrderNote(id, author, date, Objects.requireNonNullElse(text, ""));
    }
}
