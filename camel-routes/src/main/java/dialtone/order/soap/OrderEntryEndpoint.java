package dialtone.order.soap;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.SuspensionReason;
import dialtone.order.OrderId;
import dialtone.order.OrderScope;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
import dialtone.order.service.Orders;
import dialtone.platform.route.ExplainUnreadable;
import dialtone.platform.route.OneLineFaults;
import dialtone.platform.route.RefuseLargeRequests;
import dialtone.soap.orderentry.v1.CancelOrder;
import dialtone.soap.orderentry.v1.CancelOrderResponse;
import dialtone.soap.orderentry.v1.GetOrder;
import dialtone.soap.orderentry.v1.GetOrderResponse;
import dialtone.soap.orderentry.v1.InvalidInputFault;
import dialtone.soap.orderentry.v1.NotFoundFault;
import dialtone.soap.orderentry.v1.NotInValidStateFault;
import dialtone.soap.orderentry.v1.OrderEntry;
import dialtone.soap.orderentry.v1.OrderState;
import dialtone.soap.orderentry.v1.PlaceOrder;
import dialtone.soap.orderentry.v1.PlaceOrderResponse;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jws.WebService;
import java.util.List;
import org.apache.cxf.annotations.EndpointProperty;
import org.apache.cxf.annotations.SchemaValidation;
import org.apache.cxf.annotations.SchemaValidation.SchemaValidationType;
import org.apache.cxf.interceptor.InInterceptors;
import org.apache.cxf.interceptor.OutFaultInterceptors;
import org.jboss.ws.api.annotation.WebContext;

/** Order entry for partners by SOAP. The same command as TMF622 stands behind it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({RefuseOtherRoles.CSR, RefuseOtherRoles.PARTNER, RefuseOtherRoles.ADMIN})
@WebService(
        endpointInterface = "dialtone.soap.orderentry.v1.OrderEntry",
        targetNamespace = "urn:dialtone:order-entry:v1",
        serviceName = "OrderEntryService",
        portName = "OrderEntryPort",
        wsdlLocation = "META-INF/wsdl/order-entry-v1.wsdl")
@WebContext(contextRoot = "/soap", urlPattern = "/order-entry/v1", authMethod = "BASIC")
@SchemaValidation(type = SchemaValidationType.IN)
@EndpointProperty(key = OneLineFaults.PROPERTY, beanClass = OneLineFaults.class)
@InInterceptors(
        classes = {
            RefuseOtherRoles.class,
            RefuseLargeRequests.class,
            CollectSchemaViolations.class,
            RefuseSchemaViolations.class
        })
@OutFaultInterceptors(classes = {BlameCaller.class, ExplainUnreadable.class})
public class OrderEntryEndpoint implements OrderEntry {

    private static final String NOT_IN_VALID_STATE = "NOT_IN_VALID_STATE";

    @Resource
    private SessionContext session;

    @EJB
    private dialtone.order.service.OrderEntry entry;

    @EJB
    private Orders orders;

    @Override
    public PlaceOrderResponse placeOrder(PlaceOrder parameters) throws InvalidInputFault {
        Outcome<ProductOrder> placed = entry.place(PlaceOrderWire.toCommand(parameters, caller())
                .withSuspensionRights(SuspensionReason.grantedTo(session::isCallerInRole)));
        return switch (placed) {
            case Outcome.Accepted<ProductOrder>(ProductOrder order) -> {
                var response = new PlaceOrderResponse();
                response.setOrderId(order.id().value());
                response.setState(OrderState.fromValue(order.state().tmf()));
                response.setHref(OrderWire.href(order.id()));
                yield response;
            }
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) ->
                throw OrderEntryFaults.invalidInput(reasons);
        };
    }

    @Override
    public GetOrderResponse getOrder(GetOrder parameters) throws NotFoundFault {
        OrderId id = new OrderId(parameters.getOrderId());
        ProductOrder order = orders.find(id, scope()).orElseThrow(() -> OrderEntryFaults.notFound(id));
        var response = new GetOrderResponse();
        boolean inside = scope().equals(OrderScope.ALL);
        response.setOrder(OrderWire.of(
                order,
                orders.plan(id),
                orders.checks(id).stream()
                        .map(check -> inside ? check : check.forOutside())
                        .toList()));
        return response;
    }

    @Override
    public CancelOrderResponse cancelOrder(CancelOrder parameters)
            throws InvalidInputFault, NotFoundFault, NotInValidStateFault {
        OrderId id = new OrderId(parameters.getOrderId());
        ProductOrder order = orders.find(id, scope()).orElseThrow(() -> OrderEntryFaults.notFound(id));
        return switch (entry.cancel(id, parameters.getReason(), Requester.of(caller(), session::isCallerInRole))) {
            case Outcome.Accepted<ProductOrder>(ProductOrder cancelled) -> {
                var response = new CancelOrderResponse();
                response.setOrderId(id.value());
                response.setState(OrderState.fromValue(cancelled.state().tmf()));
                yield response;
            }
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) -> {
                if (reasons.getFirst().code().equals(NOT_IN_VALID_STATE)) {
                    var state = orders.find(id).map(ProductOrder::state).orElse(order.state());
                    throw OrderEntryFaults.notInValidState(reasons.getFirst(), state);
                }
                throw OrderEntryFaults.invalidInput(reasons);
            }
        };
    }

    /** A partner sees the orders he placed. */
    private OrderScope scope() {
        return session.isCallerInRole(RefuseOtherRoles.CSR) || session.isCallerInRole(RefuseOtherRoles.ADMIN)
                ? OrderScope.ALL
                : OrderScope.placedBy(caller());
    }

    private String caller() {
        return session.getCallerPrincipal().getName();
    }
}
