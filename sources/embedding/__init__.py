"""Sentences to unit vectors: the model, checked and loaded once, and one worker that serves everybody in turn."""

from sources.embedding.encoder import Encoder, ModelUnavailable, Precision
from sources.embedding.model import load_encoder, model_name, model_state
from sources.embedding.worker import EncoderWorker

__all__ = ["Encoder", "EncoderWorker", "ModelUnavailable", "Precision", "load_encoder", "model_name", "model_state"]
