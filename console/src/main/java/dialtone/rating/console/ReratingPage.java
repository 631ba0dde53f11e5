package dialtone.rating.console;

import dialtone.base.Page;
import dialtone.base.console.PacedWorkPage;
import dialtone.rating.Rerating.NumberState;
import dialtone.security.console.SignedIn;
import dialtone.usage.service.Reratings;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** A re-rating: what it comes to, how far it is, its numbers, and where it is approved. */
@Named
@ViewScoped
public class ReratingPage extends PacedWorkPage<ReratingView, NumberState, ReratingView.Row> {
    private static final long serialVersionUID = 1;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 1_000_000;

    @EJB
    private Reratings reratings;

    @Inject
    private SignedIn signedIn;

    @SuppressWarnings("NullAway") // the container injects
    public ReratingPage() {
        super("/billing/rerating", "re-rating", NumberState.class, MAX_OFFSET);
    }

    @Override
    protected Optional<ReratingView> find() {
        return reratings.find(number()).map(ReratingView::of);
    }

    @Override
    protected Page<ReratingView.Row> log(ReratingView rerating, Optional<NumberState> state, int offset, int limit) {
        return reratings.numbers(number(), state, offset, limit).map(ReratingView.Row::of);
    }

    public void approve() {
        take(reratings.approve(number(), signedIn.name()));
    }

    /** Declines it, or takes the own request back. */
    public void decline() {
        take(reratings.decline(number(), signedIn.name()));
    }

    public ReratingView rerating() {
        return work();
    }

    /** Who asked may not approve. */
    public boolean mayApprove() {
        return rerating().open() && !rerating().by().equals(signedIn.name());
    }
}
