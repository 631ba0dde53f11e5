package dialtone.usage.console;

import dialtone.base.console.When;
import dialtone.usage.SuspenseAction;
import dialtone.usage.Suspension;
import java.io.Serializable;

/** What a person did with a suspended record, in words. */
public record SuspenseActionRow(When at, String by, String what) implements Serializable {

    static SuspenseActionRow of(SuspenseAction action) {
        return new SuspenseActionRow(
                When.of(action.at()),
                action.by(),
                switch (action.kind()) {
                    case CORRECTED ->
                        "Corrected " + action.field() + " from " + shown(action.former()) + " to "
                                + shown(action.now());
                    case RATED -> "Tried again: rated";
                    case DUPLICATE -> "Tried again: another part of its session says the same";
                    case STILL_SUSPENDED -> "Tried again: " + SuspenseRow.words(Suspension.valueOf(action.remark()));
                    case REFUSED -> "Refused: " + action.remark();
                });
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
