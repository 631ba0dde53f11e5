package dialtone.rating.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.party.BillingAccountId;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.Standing;
import dialtone.rating.Rerating.State;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A re-rating as it is shown.
 *
 * @param account the one that it is for; empty for all
 * @param before  what the price charged in the period; a dash while nothing is calculated
 * @param percent of the numbers that are taken, of what is under way
 * @param open    whether somebody has to decide
 */
public record ReratingView(
        long id,
        String offering,
        String price,
        String version,
        String period,
        String account,
        String reason,
        Badge state,
        String by,
        When at,
        String decidedBy,
        When decidedAt,
        long total,
        int percent,
        String before,
        String after,
        String difference,
        List<Count> counts,
        boolean running,
        boolean open) {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    /** @param state as the address of the list names it */
    public record Count(String state, Badge badge, long value) {}

    /** A number as the list of a re-rating shows it. */
    public record Row(
            String number, String account, Badge state, String reason, String before, String after, String difference) {

        static Row of(Rerating.OfNumber number) {
            return new Row(
                    "+" + number.msisdn(),
                    number.account().value(),
                    badge(number.state()),
                    number.reason(),
                    text(number.before()),
                    text(number.after()),
                    text(number.before().flatMap(old -> number.after().map(anew -> anew.minus(old)))));
        }
    }

    public ReratingView {
        counts = List.copyOf(counts);
    }

    static ReratingView of(Standing standing) {
        Rerating rerating = standing.rerating();
        Rerating.Progress progress = standing.progress();
        long total = progress.total();
        long taken = total - progress.of(NumberState.WAITING);
        return new ReratingView(
                rerating.id(),
                rerating.offering().value(),
                rerating.priceId(),
                rerating.version(),
                MONTH.format(rerating.period().from()) + " to "
                        + MONTH.format(rerating.period().to().minusDays(1)),
                rerating.account().map(BillingAccountId::value).orElse(""),
                rerating.reason(),
                badge(rerating.state()),
                rerating.askedBy(),
                When.of(rerating.askedAt()),
                rerating.decidedBy().orElse(""),
                new When(rerating.decidedAt()),
                total,
                total == 0 ? 100 : Math.toIntExact(100 * taken / total),
                text(progress.before()),
                text(progress.after()),
                text(progress.difference()),
                Arrays.stream(NumberState.values())
                        .filter(state -> progress.of(state) > 0)
                        .map(state -> new Count(state.name(), badge(state), progress.of(state)))
                        .toList(),
                rerating.state() == State.CALCULATING || rerating.state() == State.POSTING,
                rerating.state() == State.CALCULATED);
    }

    private static String text(Optional<Money> amount) {
        return amount.map(Amounts::text).orElse("—");
    }

    private static Badge badge(State state) {
        return switch (state) {
            case CALCULATING -> new Badge("Being calculated", "busy");
            case CALCULATED -> new Badge("Waits for approval", "warn");
            case POSTING -> new Badge("Being posted", "busy");
            case COMPLETED -> new Badge("Posted", "good");
            case DECLINED -> new Badge("Declined", "idle");
        };
    }

    private static Badge badge(NumberState state) {
        return switch (state) {
            case WAITING -> new Badge("Waiting", "busy");
            case CALCULATED -> new Badge("Calculated", "idle");
            case POSTED -> new Badge("Posted", "good");
            case REFUSED -> new Badge("Not rated again", "bad");
        };
    }
}
