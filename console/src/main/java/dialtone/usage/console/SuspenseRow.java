package dialtone.usage.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import java.io.Serializable;

/** A suspended record as a list shows it. */
public record SuspenseRow(
        String source,
        long sequence,
        String number,
        When at,
        String used,
        String peer,
        long file,
        String why,
        When since)
        implements Serializable {

    static SuspenseRow of(SuspendedUsage usage) {
        return new SuspenseRow(
                usage.event().source(),
                usage.event().sequence(),
                "+" + usage.event().msisdn(),
                When.of(usage.event().startedAt()),
                Amounts.text(usage.event().type(), usage.event().quantity()),
                usage.event().peer(),
                usage.fileId(),
                words(usage.reason()),
                When.of(usage.suspendedAt()));
    }

    /** As the field names it: {@code msc1 17}. */
    public String record() {
        return source + " " + sequence;
    }

    static String words(Suspension reason) {
        return switch (reason) {
            case NO_ACCOUNT -> "No account had the number";
            case NO_PRICE -> "The tariff has no price for it";
            case BARRED -> "The line was barred";
            case SPENDING_LIMIT -> "It goes beyond what the customer wants to spend";
            case INCOMPLETE -> "Other parts of its session are still to come";
            case PART_MISSING -> "Other parts of its session did not come in time";
            case PART_UNFIT -> "It does not fit the other parts of its session";
        };
    }
}
