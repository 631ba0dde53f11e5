package dialtone.system.server.inside;

import dialtone.order.OrderId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /tests/orders/<order>/<stage>}: {@link OrderRun#advance} for the tests outside. */
@WebServlet("/orders/*")
public class OrderRunServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // a servlet is never written to a stream
    private OrderRun run;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderRunServlet() {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = request.getPathInfo().split("/", -1);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(run.advance(new OrderId(path[1]), OrderRun.Stage.valueOf(path[2])));
    }
}
