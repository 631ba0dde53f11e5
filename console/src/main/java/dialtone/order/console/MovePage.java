package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.PacedWorkPage;
import dialtone.order.MovedOrder;
import dialtone.order.ProcessMove;
import dialtone.order.service.ProcessMoves;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** One move of orders: how far it is, and its log. */
@Named
@ViewScoped
public class MovePage extends PacedWorkPage<MoveView, MovedOrder.State, MovedOrderRow> {
    private static final long serialVersionUID = 1;

    @EJB
    private ProcessMoves moves;

    @Inject
    private SignedIn signedIn;

    @SuppressWarnings("NullAway") // the container injects
    public MovePage() {
        super("/operations/move", "move", MovedOrder.State.class, ProcessMove.MAX_ORDERS);
    }

    @Override
    protected Optional<MoveView> find() {
        return moves.find(id()).map(MoveView::of);
    }

    @Override
    protected Page<MovedOrderRow> log(MoveView move, Optional<MovedOrder.State> state, int offset, int limit) {
        return moves.orders(id(), state, offset, limit).map(MovedOrderRow::of);
    }

    @Override
    protected String wire(MovedOrder.State state) {
        return state.wire();
    }

    public void pause() {
        take(moves.pause(id(), signedIn.name()));
    }

    public void resume() {
        take(moves.resume(id(), signedIn.name()));
    }

    public void stop() {
        take(moves.stop(id(), signedIn.name()));
    }

    public MoveView move() {
        return work();
    }
}
