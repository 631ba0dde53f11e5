package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.PacedWorkPage;
import dialtone.order.BatchedTask;
import dialtone.order.service.FalloutBatches;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** One batch of fallout tasks: how far it is, and its log. */
@Named
@ViewScoped
public class BatchPage extends PacedWorkPage<BatchView, BatchedTask.State, BatchedTaskRow> {
    private static final long serialVersionUID = 1;

    /** A batch has no more tasks. */
    private static final int MAX_OFFSET = 5_000;

    @EJB
    private FalloutBatches batches;

    @Inject
    private SignedIn signedIn;

    @SuppressWarnings("NullAway") // the container injects
    public BatchPage() {
        super("/operations/batch", "batch", BatchedTask.State.class, MAX_OFFSET);
    }

    @Override
    protected Optional<BatchView> find() {
        return batches.find(id()).map(BatchView::of);
    }

    @Override
    protected Page<BatchedTaskRow> log(BatchView batch, Optional<BatchedTask.State> state, int offset, int limit) {
        return batches.tasks(id(), state, offset, limit).map(BatchedTaskRow::of);
    }

    @Override
    protected String wire(BatchedTask.State state) {
        return state.wire();
    }

    public void pause() {
        take(batches.pause(id(), signedIn.name()));
    }

    public void approve() {
        take(batches.approve(id(), signedIn.name()));
    }

    public void resume() {
        take(batches.resume(id(), signedIn.name()));
    }

    public void stop() {
        take(batches.stop(id(), signedIn.name()));
    }

    public BatchView batch() {
        return work();
    }
}
