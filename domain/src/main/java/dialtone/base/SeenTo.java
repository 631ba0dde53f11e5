package dialtone.base;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has looked after something that time alone does not settle, and what came of it.
 *
 * @param by   login
 * @param note what was found or agreed; nothing where there was nothing to say
 */
@Embeddable
public record SeenTo(
        @Column(name = "SEEN_TO_BY") String by,
        @Column(name = "SEEN_TO_AT") Instant at,
        @Column(name = "NOTE") @Nullable String note) {

    /** Characters of what a person notes. */
    public static final int MAX_NOTE = 500;

    /**
     * Why this is not taken for a person's note; empty when it is.
     *
     * <p>Rejections: {@code MISSING} and {@code TOO_LONG} (field {@code note}).
     *
     * @param note    without blanks around it
     * @param missing what is to be said, for who has said nothing
     */
    public static Optional<Rejection> objection(String note, String missing) {
        if (note.isEmpty()) {
            return Optional.of(Rejection.at("note", "MISSING", missing));
        }
        return note.length() > MAX_NOTE
                ? Optional.of(Rejection.at("note", "TOO_LONG", "A note has at most " + MAX_NOTE + " characters."))
                : Optional.empty();
    }
}
