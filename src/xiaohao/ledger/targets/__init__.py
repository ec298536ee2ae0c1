"""目标的行: how targets, readings and objects of a plan are made sure of, written, followed and rolled up; what they mean is known in `xiaohao.targets`."""
