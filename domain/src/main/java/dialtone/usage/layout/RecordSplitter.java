package dialtone.usage.layout;

import dialtone.usage.UsageReject.Reason;
import java.util.Optional;

/** Takes the values that a layout reads out of the text of a record. */
@FunctionalInterface
public interface RecordSplitter {

    /** Why a text is no record of the layout. */
    record Malformed(Reason reason, String message) {}

    /**
     * @param values takes them, without spaces around them; {@code ""} where the record has none
     * @return why it is no record; empty when it is one
     */
    Optional<Malformed> split(String text, String[] values);
}
