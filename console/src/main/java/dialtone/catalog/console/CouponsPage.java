package dialtone.catalog.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.Badge;
import dialtone.base.console.FormPage;
import dialtone.base.console.When;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import dialtone.catalog.service.CouponSeries;
import dialtone.catalog.service.CouponSeries.State;
import dialtone.catalog.service.Promotions;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Series of coupons: made, stopped, and one coupon looked up. */
@Named
@ViewScoped
public class CouponsPage extends FormPage {
    private static final long serialVersionUID = 1;

    /** Of a series that a page tells; the API makes larger ones. */
    private static final int MOST_SHOWN = 500;

    private static final int MAX_CODE = 64;

    @EJB
    private Promotions promotions;

    @EJB
    private CouponSeries series;

    @Inject
    private SignedIn signedIn;

    private List<Choice> choices = List.of();
    private List<Row> rows = List.of();
    private String codes = "";
    private Looked looked = Looked.NOTHING;
    private List<Row> asked = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public CouponsPage() {}

    /** A promotion whose codes are made in series. */
    public record Choice(String id, String label) implements Serializable {}

    /**
     * A series.
     *
     * @param stopping whether it can be stopped
     */
    public record Row(
            String promotionId,
            String promotion,
            int number,
            long issued,
            long redeemed,
            long expired,
            long left,
            String by,
            When at,
            Badge state,
            boolean stopping)
            implements Serializable {

        static Row of(CouponSeries.Standing standing) {
            return new Row(
                    standing.promotionId(),
                    standing.promotion(),
                    standing.number(),
                    standing.issued(),
                    standing.redeemed(),
                    standing.expired(),
                    standing.left(),
                    standing.madeBy(),
                    When.of(standing.madeAt()),
                    badge(standing.state()),
                    standing.left() > 0);
        }
    }

    /** One coupon that was asked for. */
    public record Looked(String promotion, String series, Badge state, List<Used> uses) implements Serializable {
        static final Looked NOTHING = new Looked("", "", new Badge("", "idle"), List.of());

        static Looked of(CouponSeries.Coupon coupon) {
            return new Looked(
                    coupon.promotion(),
                    coupon.series().map(made -> "Series " + made.number()).orElse("The one code of its promotion"),
                    coupon.series().isPresent() && coupon.used() > 0 && coupon.state() == State.OPEN
                            ? new Badge("Used", "idle")
                            : badge(coupon.state()),
                    coupon.uses().stream().map(Used::of).toList());
        }
    }

    /** An order that has used it. */
    public record Used(String order, When at, String outcome) implements Serializable {
        static Used of(CouponSeries.Use use) {
            return new Used(
                    use.order().value(),
                    When.of(use.at()),
                    use.givenBack().isPresent() ? "Given back: nothing was delivered" : "Used");
        }
    }

    private static Badge badge(State state) {
        return switch (state) {
            case OPEN -> new Badge("Open", "good");
            case NOT_YET -> new Badge("Not yet", "busy");
            case EXPIRED -> new Badge("Expired", "idle");
            case STOPPED -> new Badge("Stopped", "bad");
        };
    }

    @PostConstruct
    void open() {
        choices = promotions.list().stream()
                .map(Promotions.Standing::promotion)
                .filter(promotion -> promotion.code().isEmpty())
                .map(CouponsPage::choice)
                .toList();
        refresh();
    }

    private static Choice choice(Promotion promotion) {
        return new Choice(promotion.id(), promotion.name() + ": " + promotion.description());
    }

    private void refresh() {
        rows = series.list().stream().map(Row::of).toList();
    }

    /** Makes a series, as the form has it, and tells its codes once. */
    public void make() {
        String count = text("count");
        codes = "";
        if (!count.matches("[1-9][0-9]{0,3}") || Integer.parseInt(count) > MOST_SHOWN) {
            refuse(Rejection.at(
                    "count",
                    "INVALID_COUNT",
                    "Here 1 to " + MOST_SHOWN + " codes are made at a time; the API makes up to "
                            + Promotions.MAX_SERIES + "."));
            return;
        }
        switch (promotions.make(text("promotion"), Integer.parseInt(count), signedIn.name())) {
            case Outcome.Rejected<Promotions.Series>(List<Rejection> reasons) ->
                refuse(reasons.stream()
                        .map(each ->
                                each.field().isEmpty() ? Rejection.at("promotion", each.code(), each.message()) : each)
                        .toList());
            case Outcome.Accepted<Promotions.Series>(Promotions.Series made) -> {
                codes = made.codes().stream().map(CouponCode::text).collect(Collectors.joining("\n"));
                done("Series " + made.number() + " is made. Its codes are told this once: copy them now.");
            }
        }
        refresh();
    }

    /** Asks before a series is stopped. */
    public void ask(Row row) {
        codes = "";
        done("");
        asked = List.of(row);
    }

    /** Leaves the series that was asked about as it is. */
    public void leave() {
        asked = List.of();
    }

    /** From now on the codes of the series that was asked about give nothing. */
    public void stop() {
        asked.forEach(row -> {
            series.stop(row.promotionId(), row.number(), signedIn.name());
            done("Series " + row.number() + " of " + row.promotion()
                    + " is stopped. Orders that have used a code keep what it gave.");
        });
        asked = List.of();
        refresh();
    }

    /** The series that is to be stopped, in words; empty when none is. */
    public String asked() {
        return asked.stream()
                .map(row -> "series " + row.number() + " of " + row.promotion() + ", of which " + row.left()
                        + " codes are left")
                .collect(Collectors.joining());
    }

    /** Looks up the code of the form. */
    public void look() {
        String code = text("code");
        looked = Looked.NOTHING;
        if (code.isEmpty() || code.length() > MAX_CODE) {
            refuse(Rejection.at("code", "MISSING", "Type the code, as the customer says it."));
            return;
        }
        switch (series.look(new CouponCode(code))) {
            case Outcome.Rejected<CouponSeries.Coupon>(List<Rejection> reasons) -> refuse(reasons);
            case Outcome.Accepted<CouponSeries.Coupon>(CouponSeries.Coupon coupon) -> {
                done("");
                looked = Looked.of(coupon);
            }
        }
    }

    public List<Choice> choices() {
        return choices;
    }

    public List<Row> rows() {
        return rows;
    }

    /** Codes that were made just now, one a line; empty else. */
    public String codes() {
        return codes;
    }

    public Looked looked() {
        return looked;
    }

    public boolean isFound() {
        return !looked.promotion().isEmpty();
    }
}
