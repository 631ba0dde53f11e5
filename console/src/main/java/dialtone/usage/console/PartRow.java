package dialtone.usage.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.usage.PartEntry;
import dialtone.usage.RecordKey;
import java.io.Serializable;

/** A part of a session as a list shows it. */
public record PartRow(int number, String record, When at, String used, long file, String state)
        implements Serializable {

    static PartRow of(PartEntry part) {
        return new PartRow(
                part.record().part().number(),
                RecordKey.of(part.record().event()).text(),
                When.of(part.record().event().startedAt()),
                Amounts.text(part.record().event().type(), part.record().event().quantity()),
                part.fileId(),
                words(part.state()));
    }

    private static String words(PartEntry.State state) {
        return switch (state) {
            case WAITING -> "Waits for the others";
            case OVERDUE -> "Waits, and the time for the others is up";
            case JOINED -> "Rated with the others";
            case DUPLICATE -> "Told again, not counted";
            case UNFIT -> "Does not fit the others";
            case REFUSED -> "Refused";
        };
    }
}
