package dialtone.platform.tmf;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Body of a request with which a person has done with something, and may say a word about it: {@code {"note": "..."}}. */
public record Remark(@Nullable String note) {

    /** The note without blanks around it; empty where there is none. @throws TmfRefusal as {@link RequestJson} says */
    public static String read(InputStream body) {
        return Objects.requireNonNullElse(RequestJson.read(body, Remark.class).note(), "")
                .strip();
    }
}
