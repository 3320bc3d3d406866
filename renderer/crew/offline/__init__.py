"""The offline writer's desk: a stock of scenes, an ear for members' words, and the engine that joins them."""
